use std::process::ExitCode;

fn main() -> ExitCode {
    maillage::cli::main(std::env::args_os()).into()
}

mod convergence;
mod hostile;
mod laptop;
mod roads;
mod size;

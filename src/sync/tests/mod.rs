mod convergence;
mod golden;
mod hostile;
mod laptop;
mod noise;
mod roads;
mod size;
mod sticks;

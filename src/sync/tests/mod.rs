mod convergence;
mod golden;
mod hostile;
mod laptop;
mod roads;
mod size;
mod sticks;

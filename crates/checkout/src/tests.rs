mod buyers;
mod given;
mod killed;
mod load;
mod placing;
mod stepping;

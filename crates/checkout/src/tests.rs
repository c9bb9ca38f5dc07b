mod buyers;
mod given;
mod killed;
mod load;
mod money;
mod placing;
mod stepping;
mod settling;

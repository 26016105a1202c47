"""The engines that hold the index; every one keeps the contract of `bot.search.engine`."""

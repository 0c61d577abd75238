"""What most likely happened where numbers disagree, and what to do about it."""

from collections.abc import Mapping

from wms.inventory.verification.contracts import StockCheck

CAUSES: Mapping[StockCheck, str] = {
    StockCheck.LEDGER: "The number of goods was changed without a movement.",
    StockCheck.UNIT_CLAIMS: "The counter of claims was changed without its claims.",
    StockCheck.USABLE: "Goods moved, or a status or a location changed, without the total.",
    StockCheck.RESERVED: "The total of reservations was changed without its lines.",
    StockCheck.ALLOCATED: "The total of claims was changed without its claims.",
    StockCheck.LINE_CLAIMS: "Claims of the line were made or ended without their count.",
    StockCheck.CLOSED_ROUNDS: "The round was closed, and what it held was not given back.",
    StockCheck.QUEUE: "The order was put in line, or filled, without its place in the queue.",
    StockCheck.STAGED: "Goods picked for orders left staging without their orders.",
    StockCheck.PLACES: "The stock unit was hung on the totals of another SKU or warehouse.",
    StockCheck.HISTORY: "The totals were changed without their history.",
    StockCheck.KEYS: "The movement was written past its trigger, or is not the one of its key.",
    StockCheck.LOST_MOVEMENTS: "The movement was taken out of the ledger, past its triggers.",
}
REPAIRS: Mapping[StockCheck, str] = {
    StockCheck.LEDGER: "Set the number to what the ledger says, then count the location.",
    StockCheck.UNIT_CLAIMS: "Set the counter to the sum of the open claims.",
    StockCheck.USABLE: "Set the total to the sum of the usable units.",
    StockCheck.RESERVED: "Set the total to the sum of the reservations.",
    StockCheck.ALLOCATED: "Set the total to the sum of the open claims.",
    StockCheck.LINE_CLAIMS: "Set the count to the sum of the line's claims.",
    StockCheck.CLOSED_ROUNDS: "Give back what the closed round still holds.",
    StockCheck.QUEUE: "Give the order the place in the queue that its reservation says.",
    StockCheck.STAGED: "Book the missing goods back to staging, then count it.",
    StockCheck.PLACES: "Hang the stock unit on the totals of its SKU and warehouse.",
    StockCheck.HISTORY: "Write down what the totals are from now on.",
    StockCheck.KEYS: "Book the key, so that the movement is not booked a second time.",
    StockCheck.LOST_MOVEMENTS: "Bring the movement back from a backup: no command can.",
}

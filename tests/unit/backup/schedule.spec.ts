import { scheduleRule } from "../../../components/backup/schedule";
import { itDecides } from "../../support/ruleTable";

itDecides("a schedule", scheduleRule, {
  allowed: [
    "*/4 * * * *",
    "0 3 * * *",
    "0,30 8-18/2 1 JAN-jun mon,Fri",
    "5 4 ? * 0",
    "10/20 * * * *",
    "@hourly",
    "@daily",
  ],
  refused: [
    "",
    "* * * *",
    "* * * * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 7",
    "*/0 * * * *",
    "30-10 * * * *",
    "1-2-3 * * * *",
    "1/2/3 * * * *",
    "* * * mon *",
    "every day",
    "@often",
    "TZ=UTC * * * * *",
    "*,, * * * *",
  ],
});

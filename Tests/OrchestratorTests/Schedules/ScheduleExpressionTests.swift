import MeshCore
import Testing

@testable import Orchestrator

@Suite("Schedule expressions")
struct ScheduleExpressionTests {
    @Test(
        "What EventBridge Scheduler takes is taken",
        arguments: [
            "rate(1 minute)", "rate(5 minutes)", "rate(1 hours)", "rate(2 hour)", "rate(30 days)", "RATE(1 day)",
            "cron(0 1 * * ? *)", "cron(15 10 ? * 6L 2022-2023)", "cron(0 18 ? * MON-FRI *)", "cron(0/15 * * * ? *)",
            "cron(0 8 1 * ? *)", "cron(0/5 8-17 ? * MON-FRI *)", "cron(0 9 ? * 2#1 *)", "cron(0 9 15W * ? *)",
            "cron(0 9 LW * ? *)", "cron(0 9 L * ? *)", "cron(0 9 L-3 * ? *)", "cron(0 9 ? JAN,jul TUE#2 *)",
            "cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)", "cron(30-30 13-13 ? * 2,4,6 *)", "cron(1-31/30 1-1 ? * 1,7 *)",
            "cron(0 22-2 * * ? *)", "cron(0 9 ? NOV-FEB FRI-MON *)", "cron(0 12 * * ? 1970)", "cron(0 12 * * ? 2199)",
            "cron(0 12 * * ?)", "cron(* * ? * * *)", "cron(0  12 * * ? *)",
            "at(2022-11-20T13:00:00)", "AT(2022-11-20T13:00)", "at(2024-02-29T00:00:00)",
        ])
    func taken(text: String) {
        #expect(ScheduleExpression(text) != nil)
    }

    @Test(
        "What EventBridge Scheduler refuses is refused",
        arguments: [
            "", "every day", "rate", "rate()", "rate(10)", "rate(0 minutes)", "rate(-10 minutes)", "rate(10 seconds)",
            "rate(10 years)", "rate(10 minutess)", "rate(foo minutes)", "rate( 10 minutes )", " rate(10 minutes)",
            "rate(10 minutes", "rate(1.5 hours)", "rate(99999999999999999999 days)", "rate(5 minutes) ",
            "cron()", "cron(INVALID)", "cron(0 1 * * * *)", "cron(0 1 ? * ? *)", "cron(7 20 * * NOT *)",
            "cron(0 dummy ? * MON-FRI *)", "cron(71 8 1 * ? *)", "cron(0 24 * * ? *)", "cron(0 0 0 * ? *)",
            "cron(0 0 32 * ? *)", "cron(0 0 1 13 ? *)", "cron(0 0 ? * 0 *)", "cron(0 0 ? * 8 *)",
            "cron(0 0 1 * ? 1969)", "cron(0 0 1 * ? 2200)", "cron(*/60 * * * ? *)", "cron(0/0 * * * ? *)",
            "cron(0 */24 * * ? *)", "cron(0 0 ? * 3#0 *)", "cron(0 0 ? * 3#6 *)", "cron(0 0 ? * 3#1,6#3 *)",
            "cron(0 0 L,15 * ? *)", "cron(0 0 15W,20 * ? *)", "cron(0 0 32W * ? *)", "cron(0 0 1 * ? 2030-2020)",
            "cron(0 0 1 *)", "cron(0 0 1 * ? * *)", "cron(0,,5 0 1 * ? *)", "cron(5- 0 1 * ? *)", "cron(, 0 1 * ? *)",
            "cron( 0 1 * * ? *)", "cron(0 1 * * ? * )", "cron(? 1 * * ? *)", "cron(+5 1 * * ? *)",
            "at(2021-12-31T23:59:59Z)", "at(2021-12-31)", "at(2023-02-29T00:00:00)", "at(2022-11-20 13:00:00)",
            "at(2022-11-20T24:00:00)", "at(2022-11-20T13:60:00)", "at(2022-11-20T13:00:00.5)", "at(20221120T130000)",
            "at(2022-11-20t13:00:00)", "at(1969-01-01T00:00:00)", "at()",
        ])
    func refused(text: String) {
        #expect(ScheduleExpression(text) == nil)
    }

    @Test("A rate counts minutes, hours and days of 24 hours")
    func rates() {
        #expect(ScheduleExpression("rate(5 minutes)") == .rate(seconds: 300))
        #expect(ScheduleExpression("rate(2 hours)") == .rate(seconds: 7200))
        #expect(ScheduleExpression("rate(1 day)") == .rate(seconds: 86_400))
    }
}

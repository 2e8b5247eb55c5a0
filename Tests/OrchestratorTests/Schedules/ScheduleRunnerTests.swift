import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Running schedules")
struct ScheduleRunnerTests {
    private let failure = TargetFailure(code: "ThrottlingException", message: "Too many.")

    @Test("A time that comes calls the target once, whoever looks and how often")
    func once() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("cron(0 * * * ? *)"))
        let runners = [bench.runner(), bench.runner(try bench.another(), as: "two")]
        for runner in runners { #expect(try await runner.step() == 0) }
        try bench.set("10:00:00")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for runner in runners + runners { group.addTask { try await runner.step() } }
            try await group.waitForAll()
        }
        let call = try #require(bench.target.calls.first)
        #expect(bench.target.calls.count == 1 && call.input == #"{"at": "2026-05-01T10:00:00Z"}"#)
        #expect(call.attributes.attempt == 1 && call.attributes.scheduleARN.hasSuffix(":schedule/default/s"))
        try bench.set("11:00:05")
        for runner in runners { try await runner.step() }
        #expect(bench.times == ["10:00", "11:00"] && Set(bench.target.calls.map(\.firing)).count == 2)
    }

    @Test("A rate runs at once and then every so often; a disabled schedule does not run")
    func rate() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("rate(10 minutes)"))
        _ = try await bench.desk.createSchedule("off", ScheduleBench.body("rate(1 minute)", ["State": "DISABLED"]))
        let runner = bench.runner()
        for minute in ["09:59:30", "10:05:00", "10:09:30", "10:19:40"] {
            try bench.set(minute)
            try await runner.step()
        }
        #expect(bench.times == ["09:59", "10:09", "10:19"])
    }

    @Test("A failing target is called again with the same token, and given up into a dead letter")
    func retries() async throws {
        let bench = try ScheduleBench()
        let queue = "arn:aws:sqs:us-east-1:000000000000:dead"
        _ = try await bench.desk.createSchedule(
            "s",
            ScheduleBench.body(
                "at(2026-05-01T10:00:00)",
                ["Target": ["RetryPolicy": ["MaximumRetryAttempts": 2], "DeadLetterConfig": ["Arn": .string(queue)]]]))
        bench.target.answer([.failed(failure), .failed(failure), .failed(failure)])
        let runner = bench.runner()
        try bench.set("10:00:00")
        for _ in 0..<4 {
            try await runner.step()
            bench.clock.advance(by: .seconds(60))
        }
        let calls = bench.target.calls
        #expect(calls.map(\.attributes.attempt) == [1, 2, 3] && Set(calls.map(\.firing)).count == 1)
        try await runner.tellDeadLetters()
        let letter = try #require(bench.target.letters.first)
        #expect(letter.queue == queue && letter.attributes["EXHAUSTED_RETRY_CONDITION"] == "MaximumRetryAttempts")
        #expect(letter.attributes["RETRY_ATTEMPTS"] == "2" && letter.attributes["ERROR_CODE"] == failure.code)
        #expect(letter.attributes["SCHEDULED_TIME"] == "2026-05-01T10:00:00Z")
        try await runner.tellDeadLetters()
        #expect(bench.target.letters.count == 1)
    }

    @Test("A target that refuses for good is not called again; its letter is kept though no queue is named")
    func refused() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("at(2026-05-01T10:00:00)"))
        bench.target.answer([.refused(failure)])
        try bench.set("10:00:00")
        let runner = bench.runner()
        for _ in 0..<3 {
            try await runner.step()
            bench.clock.advance(by: .seconds(600))
        }
        let letters = try await bench.store.deadLetters(limit: 10)
        #expect(bench.target.calls.count == 1 && letters.count == 1)
        #expect(letters.first?.attributes["EXHAUSTED_RETRY_CONDITION"] == nil)
    }

    @Test("A call that grows too old is given up for its age")
    func age() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule(
            "s",
            ScheduleBench.body(
                "at(2026-05-01T10:00:00)", ["Target": ["RetryPolicy": ["MaximumEventAgeInSeconds": 60]]]))
        bench.target.answer(Array(repeating: .failed(failure), count: 50))
        let runner = bench.runner()
        try bench.set("10:00:00")
        for _ in 0..<70 {
            try await runner.step()
            bench.clock.advance(by: .seconds(1))
        }
        let letters = try await bench.store.deadLetters(limit: 10)
        #expect(letters.first?.attributes["EXHAUSTED_RETRY_CONDITION"] == "MaximumEventAgeInSeconds")
        #expect((4...9).contains(bench.target.calls.count), "\(bench.target.calls.count) calls")
    }

    @Test("A schedule that has run for the last time goes if its owner wishes, and only after its target has it")
    func completion() async throws {
        let bench = try ScheduleBench()
        let wish: JSONValue = ["ActionAfterCompletion": "DELETE"]
        _ = try await bench.desk.createSchedule("once", ScheduleBench.body("at(2026-05-01T10:00:00)", wish))
        _ = try await bench.desk.createSchedule("stays", ScheduleBench.body("at(2026-05-01T10:00:00)"))
        _ = try await bench.desk.createSchedule(
            "ends", ScheduleBench.body("cron(0 * * * ? *)", wish.merging(patch: ["EndDate": "2026-05-01T11:00:00Z"])))
        let runner = bench.runner()
        bench.target.answer([.failed(failure), .failed(failure), .failed(failure)])
        try bench.set("10:00:00")
        try await runner.step()
        for name in ["once", "stays", "ends"] { _ = try bench.desk.getSchedule(name, group: nil) }
        try bench.set("10:05:00")
        try await runner.step()
        #expect(
            await bench.refusal { try bench.desk.getSchedule("once", group: nil) }
                == "ResourceNotFoundException: Schedule once does not exist.")
        _ = try bench.desk.getSchedule("stays", group: nil)
        _ = try bench.desk.getSchedule("ends", group: nil)
        try bench.set("11:00:00")
        try await runner.step()
        #expect(await bench.refusal { try bench.desk.getSchedule("ends", group: nil) }.contains("does not exist"))
        #expect(bench.target.calls.count == 7)
    }

    @Test(
        "What a dead instance had taken up is called by another at once, under the same token; the dead one's word is late"
    )
    func takeover() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("at(2026-05-01T10:00:00)"))
        try bench.set("10:00:00")
        _ = try await bench.store.record(at: bench.clock.now())
        let taken = try await bench.store.takeUp(9, at: bench.clock.now(), as: "dead") { _ in true }
        let lost = try #require(taken.first)
        #expect(try await bench.runner(as: "two").step() == 0, "its holder is alive")
        #expect(try await bench.runner(as: "two", isAlive: { $0 != "dead" }).step() == 1)
        #expect(bench.target.calls.map(\.firing) == [lost.id] && bench.target.calls.first?.attributes.attempt == 1)
        #expect(try await bench.store.finish(lost) == false)
        #expect(try await bench.store.postpone(lost, until: bench.clock.now()) == false)
    }

    @Test(
        "What a silent instance on another machine had taken up is called once its lease is over, not while it is renewed"
    )
    func lease() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("at(2026-05-01T10:00:00)"))
        try bench.set("10:00:00")
        _ = try await bench.store.record(at: bench.clock.now())
        let taken = try await bench.store.takeUp(9, at: bench.clock.now(), as: "far") { _ in true }
        let held = [taken[0].id: taken[0].fence]
        bench.clock.advance(by: .seconds(10))
        #expect(try await bench.store.renew(held, until: bench.clock.now() + .seconds(15)).count == 1)
        bench.clock.advance(by: .seconds(14))
        #expect(try await bench.runner(as: "two").step() == 0)
        bench.clock.advance(by: .seconds(1))
        #expect(try await bench.runner(as: "two").step() == 1)
        #expect(try await bench.store.renew(held, until: bench.clock.now() + .seconds(15)).isEmpty)
    }

    @Test(
        "Times missed while all was down run as the group's tag says, once when it says nothing",
        arguments: [(nil, ["13:00"]), ("skip", []), ("all", ["10:00", "11:00", "12:00", "13:00"]), ("x", ["13:00"])]
            as [(String?, [String])])
    func missed(tag: String?, expected: [String]) async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createGroup("g", [:])
        if let tag {
            let tags: JSONObject = ["Tags": [["Key": .string(ScheduleStore.missedTag), "Value": .string(tag)]]]
            _ = try await bench.desk.tag(ScheduleBench.place.scheduleGroup("g"), tags)
        }
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("cron(0 * * * ? *)", ["GroupName": "g"]))
        try bench.set("13:30:00")
        try await bench.runner().step()
        #expect(bench.times.sorted() == expected)
        try bench.set("14:00:00")
        try await bench.runner().step()
        #expect(bench.times.sorted() == expected + ["14:00"])
    }

    @Test("A clock that jumps forward has missed times; when it goes back a little nothing runs twice")
    func jumps() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("cron(0/5 * * * ? *)"))
        let runner = bench.runner()
        try bench.set("10:30:00")
        try await runner.step()
        #expect(bench.times == ["10:30"])
        for time in ["10:24:00", "10:25:00", "10:29:59", "10:30:00", "10:34:59"] {
            try bench.set(time)
            try await runner.step()
        }
        #expect(bench.times == ["10:30"])
        try bench.set("10:35:00")
        try await runner.step()
        #expect(bench.times == ["10:30", "10:35"])
    }

    @Test("After a long step back of the clock the schedule goes on by the new time, with new runs")
    func longStepBack() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("cron(0 * * * ? *)"))
        let runner = bench.runner()
        for (time, day) in [("12:00:00", "2031-05-01"), ("09:59:40", "2026-05-01"), ("10:00:00", "2026-05-01")] {
            try bench.set(time, day: day)
            try await runner.step()
        }
        #expect(bench.times == ["12:00", "10:00"])
        for time in ["11:00:00", "12:00:00"] {
            try bench.set(time)
            try await runner.step()
        }
        #expect(
            bench.times == ["12:00", "10:00", "11:00", "12:00"] && Set(bench.target.calls.map(\.firing)).count == 4)
    }

    @Test("A retry that was put off before the clock went back is not put off for ever")
    func strayedRetry() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("at(2026-05-01T10:00:00)"))
        bench.target.answer([.failed(failure)])
        try bench.set("10:00:00")
        try await bench.runner().step()
        try bench.set("10:00:00", day: "2026-04-01")
        #expect(try await bench.runner().step() == 1)
        #expect(bench.target.calls.map(\.attributes.attempt) == [1, 2])
    }

    @Test("A schedule runs as much later as its window places it")
    func window() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule(
            "s",
            ScheduleBench.body(
                "at(2026-05-01T10:00:00)", ["FlexibleTimeWindow": ["Mode": "FLEXIBLE", "MaximumWindowInMinutes": 30]]))
        let arn = ScheduleKey(name: "s").arn(in: ScheduleBench.place)
        let delay = FlexibleTimeWindow.flexible(minutes: 30).delay(of: arn)
        try #require(delay > .seconds(60))
        let due = try moment("2026-05-01T10:00:00Z") + delay
        bench.clock.set(due - .milliseconds(1))
        #expect(try await bench.runner().step() == 0)
        bench.clock.set(due)
        #expect(try await bench.runner().step() == 1 && bench.times == ["10:00"])
    }

    @Test("A target that does not answer has failed")
    func silence() async throws {
        var settings = ScheduleSettings()
        settings.callTimeout = .milliseconds(20)
        let bench = try ScheduleBench(settings)
        _ = try await bench.desk.createSchedule(
            "s", ScheduleBench.body("at(2026-05-01T10:00:00)", ["Target": ["RetryPolicy": ["MaximumRetryAttempts": 0]]])
        )
        try bench.set("10:00:00")
        let runner = ScheduleRunner(
            store: bench.store, target: SilentTarget(), owner: "one", isAlive: { _ in true }, pauses: ContinuousClock(),
            logger: bench.runner().logger)
        try await runner.step()
        #expect(try await bench.store.deadLetters(limit: 1).first?.attributes["ERROR_CODE"] == "TimedOut")
    }

    @Test("The loop of a runner calls what is due, and ends when it is told")
    func loop() async throws {
        let bench = try ScheduleBench()
        _ = try await bench.desk.createSchedule("s", ScheduleBench.body("at(2026-05-01T10:00:00)"))
        let runner = bench.runner()
        let loop = Task { try await runner.run() }
        try bench.set("10:00:00")
        try await waitUntil("the target is called") { bench.target.calls.count == 1 }
        loop.cancel()
        await #expect(throws: CancellationError.self) { try await loop.value }
    }
}

import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("The Scheduler API")
struct ScheduleDeskTests {
    private let groupARN = "arn:aws:scheduler:us-east-1:000000000000:schedule-group/"

    @Test("A schedule is created, read, replaced and deleted")
    func life() async throws {
        let bench = try ScheduleBench()
        let desk = bench.desk
        let created = try await desk.createSchedule("s", ScheduleBench.body("rate(5 minutes)", ["Description": "x"]))
        #expect(created == ["ScheduleArn": "arn:aws:scheduler:us-east-1:000000000000:schedule/default/s"])
        let read = try desk.getSchedule("s", group: "default")
        #expect(read["CreationDate"] == 1_777_629_570 && read["GroupName"] == "default" && read["Name"] == "s")
        #expect(read["State"] == "ENABLED" && read["ActionAfterCompletion"] == "NONE" && read["Description"] == "x")
        bench.clock.advance(by: .milliseconds(1500))
        _ = try await desk.updateSchedule("s", ScheduleBench.body("rate(6 minutes)"))
        let updated = try desk.getSchedule("s", group: nil)
        #expect(updated["Description"] == nil && updated["ScheduleExpression"] == "rate(6 minutes)")
        #expect(updated["LastModificationDate"] == 1_777_629_571.5 && updated["CreationDate"] == 1_777_629_570)
        #expect(try await desk.deleteSchedule("s", group: nil, token: nil) == [:])
        #expect(
            await bench.refusal { try desk.getSchedule("s", group: nil) }
                == "ResourceNotFoundException: Schedule s does not exist.")
    }

    @Test("What is wrong is refused in the words of the service")
    func refusals() async throws {
        let bench = try ScheduleBench()
        let desk = bench.desk
        let body = ScheduleBench.body("rate(5 minutes)")
        _ = try await desk.createSchedule("s", body)
        #expect(
            await bench.refusal { try await desk.createSchedule("s", body) }
                == "ConflictException: Schedule s already exists.")
        #expect(
            await bench.refusal { try await desk.updateSchedule("t", body) }
                == "ResourceNotFoundException: Schedule t does not exist.")
        #expect(
            await bench.refusal { try await desk.deleteSchedule("t", group: nil, token: nil) }
                == "ResourceNotFoundException: Schedule t does not exist.")
        #expect(
            await bench.refusal {
                try await desk.createSchedule("t", ScheduleBench.body("rate(5 minutes)", ["GroupName": "none"]))
            } == "ResourceNotFoundException: Schedule group none does not exist.")
        #expect(
            await bench.refusal { try await desk.createSchedule("a b", body) }
                == "ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$")
        #expect(
            await bench.refusal {
                try await desk.createSchedule(
                    "t", ScheduleBench.body("cron(0 0 * * ? *)", ["ScheduleExpressionTimezone": "Mars/Olympus"]))
            } == "ValidationException: Invalid Schedule Expression Timezone Mars/Olympus.")
        for zone in ["../../etc/passwd", "posix/UTC", "zone.tab", "/etc/localtime", "."] {
            #expect(SystemTimeZones().rules(named: zone) == nil)
        }
    }

    @Test("A request that comes again with its token is answered again; the token stands for one request")
    func tokens() async throws {
        let bench = try ScheduleBench()
        let desk = bench.desk
        let body = ScheduleBench.body("rate(5 minutes)", ["ClientToken": "t1"])
        let first = try await desk.createSchedule("s", body)
        #expect(try await desk.createSchedule("s", body) == first)
        #expect(await bench.refusal { try await desk.createSchedule("other", body) }.hasPrefix("ConflictException"))
        #expect(try await desk.deleteSchedule("s", group: nil, token: "t2") == [:])
        #expect(try await desk.deleteSchedule("s", group: nil, token: "t2") == [:])
        #expect(await bench.refusal { try await desk.deleteSchedule("s", group: nil, token: "t3") }.contains("exist"))
        bench.clock.advance(by: .seconds(86_401))
        try await bench.store.forgetTokens(before: bench.clock.now() - .seconds(86_400))
        _ = try await desk.createSchedule("other", body)
    }

    @Test("Groups are made, tagged, listed and deleted with their schedules")
    func groups() async throws {
        var settings = ScheduleSettings()
        settings.sweptSchedules = 2
        let bench = try ScheduleBench(settings)
        let desk = bench.desk
        let tag: JSONValue = ["Key": "k", "Value": "v"]
        let created = try await desk.createGroup("g", ["Tags": [tag]])
        #expect(created["ScheduleGroupArn"]?.stringValue == groupARN + "g")
        #expect(try await desk.listTags(of: groupARN + "g") == ["Tags": [tag]])
        _ = try await desk.tag(groupARN + "g", ["Tags": [["Key": "l", "Value": "w"], ["Key": "k", "Value": "x"]]])
        _ = try await desk.untag(groupARN + "g", keys: ["l"])
        #expect(try await desk.listTags(of: groupARN + "g") == ["Tags": [["Key": "k", "Value": "x"]]])
        for name in ["a", "b", "c", "d", "e"] {
            _ = try await desk.createSchedule(name, ScheduleBench.body("rate(5 minutes)", ["GroupName": "g"]))
        }
        let names = try await desk.listGroups(SchedulePage(prefix: nil, limit: nil, token: nil))
        #expect(names["ScheduleGroups"]?.arrayValue?.map { $0["Name"] } == ["default", "g"])
        _ = try await desk.deleteGroup("g", token: nil)
        #expect(try desk.getGroup("g")["State"] == "DELETING")
        #expect(
            await bench.refusal {
                try await desk.createSchedule("f", ScheduleBench.body("rate(5 minutes)", ["GroupName": "g"]))
            }.hasPrefix("ConflictException"))
        while try await bench.store.sweepGroups() {}
        #expect(
            await bench.refusal { try desk.getGroup("g") }
                == "ResourceNotFoundException: Schedule group g does not exist.")
        #expect(
            await bench.refusal { try await desk.deleteGroup("default", token: nil) }
                == "ValidationException: This operation cannot be performed on schedule group default.")
        #expect(
            await bench.refusal { try await desk.createGroup("default", [:]) }
                == "ValidationException: This operation cannot be performed on schedule group default.")
        #expect(await bench.refusal { try await desk.listTags(of: "arn:x") }.hasPrefix("ValidationException"))
    }

    @Test("Lists come in pages, narrowed by group, prefix and state")
    func lists() async throws {
        let bench = try ScheduleBench()
        let desk = bench.desk
        _ = try await desk.createGroup("g", [:])
        for number in 0..<7 {
            _ = try await desk.createSchedule(
                "s\(number)",
                ScheduleBench.body(
                    "rate(5 minutes)",
                    ["GroupName": number < 2 ? "g" : "default", "State": number == 6 ? "DISABLED" : "ENABLED"]))
        }
        _ = try await desk.createSchedule("t", ScheduleBench.body("rate(5 minutes)"))
        func names(_ group: String?, _ state: String?, prefix: String?) async throws -> [String] {
            var names: [String] = []
            var token: String?
            repeat {
                let page = SchedulePage(prefix: prefix, limit: "2", token: token)
                let list = try await desk.listSchedules(page, group: group, state: state)
                names += list["Schedules"]?.arrayValue?.compactMap { $0["Name"]?.stringValue } ?? []
                token = list["NextToken"]?.stringValue
            } while token != nil
            return names
        }
        #expect(try await names(nil, nil, prefix: nil) == ["s2", "s3", "s4", "s5", "s6", "t", "s0", "s1"])
        #expect(try await names("g", nil, prefix: nil) == ["s0", "s1"])
        #expect(try await names("default", "ENABLED", prefix: "s") == ["s2", "s3", "s4", "s5"])
        #expect(try await names(nil, "DISABLED", prefix: nil) == ["s6"])
        for page in [
            SchedulePage(prefix: nil, limit: "0", token: nil), SchedulePage(prefix: nil, limit: "101", token: nil),
            SchedulePage(prefix: nil, limit: "x", token: nil), SchedulePage(prefix: nil, limit: nil, token: "zz"),
            SchedulePage(prefix: " ", limit: nil, token: nil),
        ] {
            #expect(
                await bench.refusal { try await desk.listSchedules(page, group: nil, state: nil) }
                    .hasPrefix("ValidationException"))
        }
    }
}

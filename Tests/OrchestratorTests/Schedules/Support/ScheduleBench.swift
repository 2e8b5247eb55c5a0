import Logging
import MeshCore
import MeshRuntime
import MeshStore
import MeshTestKit
import Testing

@testable import Orchestrator

/// Schedules in a file of their own, under a clock that stands still, with a target that notes its calls.
struct ScheduleBench {
    static let place = ARNScope(region: "us-east-1", account: "000000000000")
    /// 2026-05-01T09:59:30Z, a Friday.
    static let start = Timestamp(secondsSince1970: 1_777_629_570)

    let directory: TemporaryDirectory
    let clock = VirtualWallClock(start)
    let target = RecordingTarget()
    let store: ScheduleStore

    init(_ settings: ScheduleSettings = ScheduleSettings()) throws {
        directory = try TemporaryDirectory()
        store = try Self.open(directory, settings, clock)
    }

    var desk: ScheduleDesk { ScheduleDesk(store: store) }

    /// Another instance over the same file.
    func another() throws -> ScheduleStore { try Self.open(directory, store.settings, clock) }

    func runner(
        _ store: ScheduleStore? = nil, as owner: String = "one",
        isAlive: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> ScheduleRunner {
        ScheduleRunner(
            store: store ?? self.store, target: target, owner: owner, isAlive: isAlive, pauses: ContinuousClock(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The body of a schedule's request, changed in one place.
    static func body(_ expression: String, _ changes: JSONValue = [:]) -> JSONObject {
        let body: JSONValue = [
            "ScheduleExpression": .string(expression), "FlexibleTimeWindow": ["Mode": "OFF"],
            "Target": [
                "Arn": "arn:aws:states:us-east-1:000000000000:stateMachine:nightly",
                "RoleArn": "arn:aws:iam::000000000000:role/scheduler",
                "Input": #"{"at": "<aws.scheduler.scheduled-time>"}"#,
            ],
        ]
        return body.merging(patch: changes).objectValue ?? JSONObject()
    }

    /// The times, as `HH:MM`, for which the target was called.
    var times: [String] {
        target.calls.map { String($0.attributes.timeText.dropFirst(11).prefix(5)) }
    }

    /// Sets the clock to a time of the first day.
    func set(_ time: String, day: String = "2026-05-01") throws {
        clock.set(try moment("\(day)T\(time)Z"))
    }

    func refusal(_ body: () async throws -> JSONValue) async -> String {
        do {
            return "\(try await body())"
        } catch let error as SchedulerError {
            return "\(error.code): \(error.message)"
        } catch {
            return "\(error)"
        }
    }

    private static func open(
        _ directory: TemporaryDirectory, _ settings: ScheduleSettings, _ clock: VirtualWallClock
    ) throws -> ScheduleStore {
        ScheduleStore(
            store: try Store.open(
                path: directory.path("schedules.sqlite"), migrations: ScheduleSchema.migrations, clock: clock),
            place: place, zones: SystemTimeZones(), settings: settings, clock: clock)
    }
}

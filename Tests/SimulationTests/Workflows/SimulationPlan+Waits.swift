import MeshCore
import StatesLanguage

extension SimulationPlan {
    /// Longer than an execution may wait for anything: for the longest of its timers, for the five minutes that an express item
    /// may take, and for as long as a clock was set back meanwhile; and a minute for the tasks of the world, which take half of
    /// that at most.
    var longestPause: Duration {
        let back = faults.map { fault -> Duration in
            if case .clockSet(let change) = fault.fault { max(.zero, .zero - change) } else { .zero }
        }
        let timer = max(Self.longestTimer(in: definition), Self.longestTimer(in: nested), limits.ofExpress.seconds ?? 0)
        return back.reduce(.seconds(timer + 60), +)
    }

    /// In seconds: of a wait, a timeout, a heartbeat, or the pause before the last attempt of a retrier, whose pauses double.
    private static func longestTimer(in value: JSONValue) -> Int64 {
        switch value {
        case .object(let members):
            let own = ["Seconds", "TimeoutSeconds", "HeartbeatSeconds"].compactMap { members[$0]?.intValue }
            let pause = (members["IntervalSeconds"]?.intValue ?? 0) << (members["MaxAttempts"]?.intValue ?? 0)
            return members.map { longestTimer(in: $0.value) }.reduce(max(own.max() ?? 0, pause), max)
        case .array(let items): return items.map(longestTimer).max() ?? 0
        case .null, .bool, .int, .double, .string: return 0
        }
    }

    /// How long a Wait state of this name waits; nil when there is none.
    func seconds(ofWait name: String) -> Int64? {
        Self.seconds(ofWait: name, in: definition) ?? Self.seconds(ofWait: name, in: nested)
    }

    private static func seconds(ofWait name: String, in value: JSONValue) -> Int64? {
        switch value {
        case .object(let members):
            if let state = members[name], state["Type"] == "Wait" { return state["Seconds"]?.intValue }
            return members.lazy.compactMap { seconds(ofWait: name, in: $0.value) }.first
        case .array(let items): return items.lazy.compactMap { seconds(ofWait: name, in: $0) }.first
        default: return nil
        }
    }
}

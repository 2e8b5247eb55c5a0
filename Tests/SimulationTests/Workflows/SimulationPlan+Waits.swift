import MeshCore

extension SimulationPlan {
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

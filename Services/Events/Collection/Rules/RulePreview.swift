package import MeshCore

/// What rules would make of one event, and which of them did what.
package struct RulePreview: Hashable, Sendable {
    package var event: CollectedEvent
    package var outcome: ProcessedEvent
    /// In the order in which the rules were applied.
    package var steps: [RuleStep]

    /// The preview as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["input": event.json]
        switch outcome {
        case .rows(let rows): object["rows"] = .array(rows.map(\.json))
        case .dropped(let filter):
            object["rows"] = []
            object["droppedBy"] = .string(filter)
        }
        object["steps"] = .array(steps.map(\.json))
        return .object(object)
    }
}

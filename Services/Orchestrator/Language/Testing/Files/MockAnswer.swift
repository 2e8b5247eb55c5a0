package import MeshCore

/// An answer of a mocked state, when it comes, and which call it answers.
package struct MockAnswer: Hashable, Sendable {
    package let reply: MockReply
    /// How long it takes, in the test's time.
    package let delay: Duration
    /// What the call must have as arguments; nil: nobody looks.
    package let arguments: JSONValue?

    /// Reads an answer: one of `result`, `payload`, `error`, `silent`, `items`; with `cause`, `after`, `arguments`.
    init(_ value: JSONValue, at place: DefinitionPlace) throws(WorkflowTestFileError) {
        let node = try TestFileNode(
            value, at: place,
            members: ["result", "payload", "error", "cause", "silent", "items", "after", "arguments", "times"])
        let ways = ["result", "payload", "error", "silent", "items"].filter { node[$0] != nil }
        guard ways.count == 1 else {
            throw WorkflowTestFileError("an answer has one of: result, payload, error, silent, items", at: place)
        }
        switch ways[0] {
        case "result": reply = .result(node["result"] ?? .null)
        case "payload": reply = .functionPayload(node["payload"] ?? .null)
        case "error": reply = .failure(error: try node.text("error") ?? "", cause: try node.text("cause"))
        case "items": reply = .items(try node.list("items") ?? [])
        default: reply = .silence
        }
        delay = try node.duration("after") ?? .zero
        arguments = node["arguments"]
    }
}

import MeshCore

/// An execution from a recorded conversation with Step Functions: its state machine, its input, its history.
struct RecordedCase {
    let id: String
    let definition: String
    let input: String
    let expected: JSONValue
    /// Paths that are not compared, as fragments that a path has in this order.
    let ignored: [[String]]

    /// The executions of a line of the suite whose histories were recorded, as far as a machine alone can have them.
    static func all(in json: JSONValue) -> [RecordedCase] {
        guard json["cls"] == nil || json["cls"] == "PURE", let id = json["id"]?.stringValue,
            let calls = json["calls"]?.arrayValue, !calls.contains(where: { $0["op"] == "update_state_machine" })
        else { return [] }
        return (json["match"]?.arrayValue ?? []).compactMap { match in
            guard let key = match[0]?.stringValue, let index = match[1]?.intValue.map(Int.init),
                calls[index]["op"] == "get_execution_history", calls[index]["raises"]?.boolValue != true,
                let start = call(named: "ex", in: calls[index]["kw"]?["executionArn"], calls),
                let machine = call(named: "sm", in: calls[start]["kw"]?["stateMachineArn"], calls),
                calls[start]["op"] == "start_execution", calls[machine]["op"] == "create_state_machine",
                let definition = calls[machine]["kw"]?["definition"]?.stringValue,
                let expected = json["expect"]?[key]?["events"]
            else { return nil }
            return RecordedCase(
                id: id, definition: fillIn(definition),
                input: fillIn(calls[start]["kw"]?["input"]?.stringValue ?? "{}"),
                expected: expected, ignored: ignored(of: json))
        }
    }

    static func ignored(of json: JSONValue) -> [[String]] {
        (json["localstack_ignores"]?.arrayValue ?? []).compactMap(\.stringValue).filter { !$0.contains("Sdk") }
            .map(fragments)
    }

    /// The call that `@@3.ex@@` names.
    private static func call(named name: String, in text: JSONValue?, _ calls: [JSONValue]) -> Int? {
        guard let text = text?.stringValue, let end = text.firstRange(of: ".\(name)@@") else { return nil }
        guard let start = text[..<end.lowerBound].firstRange(of: "@@") else {
            return nil
        }
        var number = text[start.upperBound..<end.lowerBound]
        while let inner = number.firstRange(of: "@@") { number = number[inner.upperBound...] }
        return Int(number).flatMap { calls.indices.contains($0) ? $0 : nil }
    }

    /// Puts a name where one of an earlier answer stands.
    private static func fillIn(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "@@"), let end = rest[start.upperBound...].firstRange(of: "@@") {
            result += rest[..<start.lowerBound] + "recorded"
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func fragments(_ path: String) -> [String] {
        var text = path
        for start in ["$..", "$."] where text.hasPrefix(start) {
            text.removeFirst(start.count)
            break
        }
        return text.split(separator: "..").map(String.init)
    }
}

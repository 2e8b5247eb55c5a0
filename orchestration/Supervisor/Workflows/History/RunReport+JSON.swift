import MeshCore

extension RunReport {
    /// The report for programs, the tree in nested `children`.
    var json: JSONValue {
        var object: JSONObject = [
            "executionArn": .string(arn), "name": .string(name), "stateMachine": .string(machine),
            "status": .string(status), "redrives": .int(Int64(tree.redrives)),
        ]
        object["startDate"] = Self.text(begun)
        object["stopDate"] = Self.text(ended)
        object["input"] = input.map(JSONValue.string)
        object["output"] = output.map(JSONValue.string)
        object["error"] = error.map { .string($0.error) }
        object["cause"] = error?.cause.map(JSONValue.string)
        object["states"] = .array(tree.roots.map(node))
        return .object(object)
    }

    private func node(_ index: Int) -> JSONValue {
        let node = tree.nodes[index]
        var object: JSONObject
        switch node.kind {
        case .state(let type): object = ["state": .string(node.name), "type": .string(type)]
        case .branch(let number): object = ["branch": .int(Int64(number))]
        case .iteration(let index): object = ["iteration": .int(Int64(index))]
        }
        object["outcome"] = .string(node.outcome.rawValue)
        object["begun"] = Self.text(node.begun)
        object["ended"] = Self.text(node.ended)
        object["milliseconds"] = node.ended.map { .int($0.milliseconds - node.begun.milliseconds) }
        object["resource"] = node.resource.map(JSONValue.string)
        if node.tries > 0 { object["tries"] = .int(Int64(node.tries)) }
        if !node.errors.isEmpty {
            object["errors"] = .array(
                node.errors.map { error in
                    var object: JSONObject = ["error": .string(error.error)]
                    object["cause"] = error.cause.map(JSONValue.string)
                    return .object(object)
                })
        }
        if !node.children.isEmpty { object["children"] = .array(node.children.map(self.node)) }
        return .object(object)
    }

    private static func text(_ time: Timestamp?) -> JSONValue? { time.map { .string($0.description) } }
}

/// Writes a graph in Mermaid's language (flowchart).
enum MermaidText {
    static func text(_ graph: DefinitionGraph) -> String {
        var lines = ["flowchart TD"]
        write(graph, indent: "    ", into: &lines)
        return lines.joined(separator: "\n")
    }

    private static func write(_ graph: DefinitionGraph, indent: String, into lines: inout [String]) {
        for state in graph.states {
            if state.flows.isEmpty {
                lines.append("\(indent)\(node(state))")
            } else {
                write(state, indent: indent, into: &lines)
            }
        }
        for way in graph.ways { lines.append("\(indent)s\(way.from) \(arrow(way.kind)) s\(way.to)") }
        if let start = graph.start, let first = graph.states.first {
            lines.append("\(indent)b\(first.id)((start)) --> s\(start)")
        }
        for end in graph.ends { lines.append("\(indent)s\(end) --> e\(end)((end))") }
    }

    /// A state that holds others: its flows are boxes within its own.
    private static func write(_ state: DefinitionGraph.State, indent: String, into lines: inout [String]) {
        lines.append("\(indent)subgraph s\(state.id) [\"\(escaped(state.name)) (\(state.type))\"]")
        for (position, flow) in state.flows.enumerated() {
            let inner = indent + "    "
            guard state.flows.count > 1 else {
                write(flow, indent: inner, into: &lines)
                continue
            }
            lines.append("\(inner)subgraph s\(state.id)f\(position) [\"\(position + 1)\"]")
            write(flow, indent: inner + "    ", into: &lines)
            lines.append("\(inner)end")
        }
        lines.append("\(indent)end")
    }

    private static func node(_ state: DefinitionGraph.State) -> String {
        let name = escaped(state.name)
        switch state.type {
        case "Choice": return "s\(state.id){\"\(name)\"}"
        case "Wait": return "s\(state.id)([\"\(name)\"])"
        case "Fail": return "s\(state.id)[[\"\(name)\"]]"
        default: return "s\(state.id)[\"\(name)\"]"
        }
    }

    private static func arrow(_ kind: DefinitionGraph.Way.Kind) -> String {
        switch kind {
        case .next: "-->"
        case .choice(let number): "-->|\(number)|"
        case .standard: "-->|else|"
        case .caught(let errors): "-.->|\"\(escaped(errors.joined(separator: ", ")))\"|"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\"", with: "#quot;")
    }
}

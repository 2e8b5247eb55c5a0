/// Writes a graph in Graphviz' language.
enum DOTText {
    static func text(_ graph: DefinitionGraph) -> String {
        var lines = ["digraph workflow {", "    compound=true; node [shape=box, style=rounded];"]
        write(graph, indent: "    ", into: &lines)
        lines.append("}")
        return lines.joined(separator: "\n")
    }

    private static func write(_ graph: DefinitionGraph, indent: String, into lines: inout [String]) {
        for state in graph.states {
            guard !state.flows.isEmpty else {
                lines.append("\(indent)s\(state.id) [label=\(quoted(state.name))\(shape(state.type))];")
                continue
            }
            lines.append("\(indent)subgraph cluster_\(state.id) {")
            lines.append("\(indent)    label=\(quoted("\(state.name) (\(state.type))"));")
            // A cluster has no end of its own for an edge: this point in it stands for the state.
            lines.append("\(indent)    s\(state.id) [label=\"\", shape=point];")
            for flow in state.flows {
                write(flow, indent: indent + "    ", into: &lines)
                if let start = flow.start { lines.append("\(indent)    s\(state.id) -> s\(start);") }
            }
            lines.append("\(indent)}")
        }
        for way in graph.ways { lines.append("\(indent)s\(way.from) -> s\(way.to)\(label(way.kind));") }
        for end in graph.ends {
            lines.append("\(indent)e\(end) [label=\"\", shape=doublecircle, width=0.1]; s\(end) -> e\(end);")
        }
    }

    private static func shape(_ type: String) -> String {
        switch type {
        case "Choice": ", shape=diamond"
        case "Wait": ", shape=ellipse"
        case "Fail": ", shape=octagon"
        default: ""
        }
    }

    private static func label(_ kind: DefinitionGraph.Way.Kind) -> String {
        switch kind {
        case .next: ""
        case .choice(let number): " [label=\"\(number)\"]"
        case .standard: " [label=\"else\"]"
        case .caught(let errors): " [style=dashed, label=\(quoted(errors.joined(separator: ", ")))]"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// Finds schemas that would apply to one value without end: `{"$ref": "#"}` can never be decided.
///
/// Circles that depend on the value are ended by the bound on depth.
enum SchemaCycles {
    private enum State {
        case unseen
        case open
        case done
    }

    static func check(_ program: SchemaProgram) throws(SchemaError) {
        var states = Array(repeating: State.unseen, count: program.nodes.count)
        for start in program.nodes.indices where states[start] == .unseen {
            // A stack of its own: chains of references may be long.
            var way: [(node: Int, rest: [Int])] = [(start, next(program, start))]
            states[start] = .open
            while let (node, rest) = way.last {
                guard let target = rest.last else {
                    states[node] = .done
                    way.removeLast()
                    continue
                }
                way[way.count - 1].rest.removeLast()
                switch states[target] {
                case .open:
                    throw SchemaError(
                        at: program.nodes[target].location,
                        "the schema refers to itself for the same value without end: let the reference stand below a "
                            + "member or an element")
                case .unseen:
                    states[target] = .open
                    way.append((target, next(program, target)))
                case .done: break
                }
            }
        }
    }

    private static func next(_ program: SchemaProgram, _ node: Int) -> [Int] {
        program.nodes[node].keywords.flatMap(\.unconditional)
    }
}

import MeshCore

/// Looks for what is allowed and probably not meant: paths that are read as plain text, fields that nothing looks at,
/// texts beyond a payload's bound, times that contradict each other.
struct DoubtCheck: Sendable {
    let outline: DefinitionOutline

    /// The most bytes of a payload: AWS's bound, beyond which a state fails.
    private static let mostBytes = 262_144

    func diagnostics() -> [Diagnostic] {
        outline.states.flatMap { state -> [Diagnostic] in
            guard let type = state.type else { return [] }
            return plainPaths(in: state, type) + ignoredFields(in: state, type) + largeTexts(in: state, type)
                + times(of: state)
        }
    }

    private func plainPaths(in state: OutlinedState, _ type: GrammarObject) -> [Diagnostic] {
        guard state.language == .jsonPath else { return [] }
        let node = StatesGrammar.node(type)
        return state.members.flatMap { name, value -> [Diagnostic] in
            let place = state.place.member(name)
            switch node[name]?.shape {
            case .template, .assignment: return Self.plainPaths(in: value, at: place)
            case .literal: return Self.staticPaths(in: value, at: place)
            case .orExpression where Self.looksLikePath(value):
                return [
                    Diagnostic(
                        .noPath,
                        "The value of '\(name)' looks like a path, but the field's name does not end in 'Path'",
                        at: place.text)
                ]
            case .some, nil: return []
            }
        }
    }

    /// Values of a template that look like paths, under keys without `.$`.
    private static func plainPaths(in value: JSONValue, at place: DefinitionPlace) -> [Diagnostic] {
        switch value {
        case .object(let members):
            return members.flatMap { name, member -> [Diagnostic] in
                if name.hasSuffix(".$") { return [] }
                guard looksLikePath(member) || looksLikeCall(member) else {
                    return plainPaths(in: member, at: place.member(name))
                }
                return [
                    Diagnostic(
                        .noDollar,
                        "The value of '\(name)' looks like a path or an intrinsic function, but the field's name does "
                            + "not end in '.$'",
                        at: place.member(name).text)
                ]
            }
        case .array(let elements):
            return elements.enumerated().flatMap { plainPaths(in: $1, at: place.element($0)) }
        case .null, .bool, .int, .double, .string: return []
        }
    }

    /// Paths in the result of a Pass state, which is taken as it stands.
    private static func staticPaths(in value: JSONValue, at place: DefinitionPlace) -> [Diagnostic] {
        switch value {
        case .object(let members):
            members.flatMap { name, member -> [Diagnostic] in
                name.hasSuffix(".$") && (looksLikePath(member) || looksLikeCall(member))
                    ? [staticPath(at: place.member(name))] : staticPaths(in: member, at: place.member(name))
            }
        case .array(let elements):
            elements.enumerated().flatMap { staticPaths(in: $1, at: place.element($0)) }
        case .string: looksLikePath(value) || looksLikeCall(value) ? [staticPath(at: place)] : []
        case .null, .bool, .int, .double: []
        }
    }

    private static func staticPath(at place: DefinitionPlace) -> Diagnostic {
        Diagnostic(.staticResult, "The result of a Pass state is static: a path in it is taken as text", at: place.text)
    }

    private static func looksLikePath(_ value: JSONValue) -> Bool {
        guard let text = value.stringValue else { return false }
        return ["$.", "$$.", "$["].contains(where: text.hasPrefix)
    }

    private static func looksLikeCall(_ value: JSONValue) -> Bool {
        value.stringValue.map { $0.hasPrefix("States.") && $0.hasSuffix(")") && $0.contains("(") } ?? false
    }

    private func ignoredFields(in state: OutlinedState, _ type: GrammarObject) -> [Diagnostic] {
        guard type == .map, !state.isDistributedMap else { return [] }
        return StatesGrammar.distributedFields.filter { state.members[$0] != nil }.map {
            Diagnostic(
                .ignoredField, "Only a distributed map looks at '\($0)'", at: state.place.member($0).text)
        }
    }

    private func largeTexts(in state: OutlinedState, _ type: GrammarObject) -> [Diagnostic] {
        let node = StatesGrammar.node(type)
        return state.members.compactMap { name, value -> Diagnostic? in
            switch node[name]?.shape {
            case .template, .literal, .items:
                let count = value.utf8.count
                guard count > Self.mostBytes else { return nil }
                return Diagnostic(
                    .payloadTooLarge,
                    "'\(name)' alone is \(count) bytes, and a payload may be \(Self.mostBytes): the state will fail",
                    at: state.place.member(name).text)
            case .some, nil: return nil
            }
        }
    }

    private func times(of state: OutlinedState) -> [Diagnostic] {
        var result: [Diagnostic] = []
        if let timeout = state.members["TimeoutSeconds"]?.intValue,
            let heartbeat = state.members["HeartbeatSeconds"]?.intValue, heartbeat >= timeout
        {
            result.append(
                Diagnostic(
                    .timing, "'HeartbeatSeconds' must be smaller than 'TimeoutSeconds' to be of use",
                    at: state.place.member("HeartbeatSeconds").text))
        }
        for (retrier, place) in state.elements("Retry") {
            guard let most = retrier["MaxDelaySeconds"]?.intValue,
                most < retrier["IntervalSeconds"]?.intValue ?? 1
            else { continue }
            result.append(
                Diagnostic(
                    .timing, "'MaxDelaySeconds' is smaller than 'IntervalSeconds', so every wait is that long",
                    at: place.member("MaxDelaySeconds").text))
        }
        return result
    }
}

import MeshCore

/// Looks at the names of states and the labels of maps: each once in the whole machine, and not too long.
struct NameCheck: Sendable {
    let outline: DefinitionOutline

    /// The most characters of a state's name.
    private static let longestName = 80
    /// The most characters of a map's label, and what it must not hold: labels stand in ARNs.
    private static let longestLabel = 40
    private static let labelMarks = " ?*<>{}[]:;,\\|^~$#%&`\"/"

    func diagnostics() -> [Diagnostic] {
        var names: Set<String> = []
        var labels: Set<String> = []
        var result: [Diagnostic] = []
        for state in outline.states {
            if state.name.isEmpty {
                result.append(
                    Diagnostic(.invalidStateName, "Invalid State name: the name is empty", at: state.place.text))
            } else if state.name.unicodeScalars.count > Self.longestName {
                result.append(
                    Diagnostic(
                        .invalidStateName,
                        "Invalid State name: '\(state.name)' exceeds the \(Self.longestName)-character limit allowed "
                            + "by the service",
                        at: state.place.text))
            }
            if !names.insert(state.name).inserted {
                result.append(
                    Diagnostic(.duplicateStateName, "Duplicate State name: \(state.name)", at: state.place.text))
            }
            guard state.type == .map, let label = state.members["Label"]?.stringValue else { continue }
            let place = state.place.member("Label").text
            if let fault = Self.fault(inLabel: label) {
                result.append(Diagnostic(.invalidLabel, fault, at: place))
            } else if !labels.insert(label).inserted {
                result.append(Diagnostic(.duplicateLabel, "Duplicate Label name: \(label)", at: place))
            }
        }
        return result
    }

    /// What is wrong with a map's label, in the words of the recorded refusals: the first mark in the order above
    /// counts, and control characters after all of them.
    private static func fault(inLabel label: String) -> String? {
        let scalars = label.unicodeScalars
        guard !scalars.isEmpty else { return "Label cannot be empty" }
        guard scalars.count <= longestLabel else { return "Label cannot exceed \(longestLabel) characters" }
        let mark =
            labelMarks.unicodeScalars.first(where: scalars.contains)
            ?? scalars.filter { $0.properties.generalCategory == .control }.min()
        return mark.map { "Label contains invalid character: '\(escaped($0))'" }
    }

    /// A backslash is written twice there, all else as in Python's literals.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        scalar == "\\" ? "\\\\" : PythonText.escaped(scalar)
    }
}

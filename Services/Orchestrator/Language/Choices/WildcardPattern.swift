/// A pattern of `StringMatches`: `*` stands for any text, `\*` for the asterisk, `\\` for the backslash.
struct WildcardPattern {
    /// The texts before, between and behind the wildcards; one of them when there is no wildcard.
    private let parts: [TextSearch]

    init(_ pattern: String) {
        var parts: [[Unicode.Scalar]] = [[]]
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            switch scalar {
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case "*" where !isEscaped:
                parts.append([])
                continue
            case "*", "\\":
                break
            default:
                // A backslash before anything else stands for itself.
                if isEscaped { parts[parts.count - 1].append("\\") }
            }
            parts[parts.count - 1].append(scalar)
            isEscaped = false
        }
        if isEscaped { parts[parts.count - 1].append("\\") }
        self.parts = parts.map(TextSearch.init)
    }

    /// Whether the whole text is as the pattern says, found in time linear in both: each part is taken where it comes first.
    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard let first = parts.first, let last = parts.last else { return false }
        guard parts.count > 1 else { return scalars == first.wanted }
        guard scalars.starts(with: first.wanted) else { return false }
        var rest = scalars[first.wanted.count...]
        for part in parts[1..<parts.count - 1] {
            guard let end = part.endOfFirst(in: rest) else { return false }
            rest = rest[end...]
        }
        return rest.count >= last.wanted.count && rest.suffix(last.wanted.count).elementsEqual(last.wanted)
    }
}

/// What `\p{…}` asks of a character (ECMA-262, section 22.2.1, tables 68 to 71).
indirect enum UnicodeProperty: Hashable, Sendable {
    case category(Set<String>)
    case script(UnicodeScript)
    case binary(BinaryProperty)
    case outside(CodePointSet)

    /// Reads what stands in the braces; nil for properties that are not known.
    init?(_ text: String) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1:
            if let categories = GeneralCategories.named(text) {
                self = .category(categories)
            } else if let property = BinaryProperty(rawValue: BinaryProperty.aliases[text] ?? text) {
                self = .binary(property)
            } else {
                return nil
            }
        case 2:
            switch parts[0] {
            case "General_Category", "gc":
                guard let categories = GeneralCategories.named(parts[1]) else { return nil }
                self = .category(categories)
            case "Script", "sc", "Script_Extensions", "scx":
                guard let script = UnicodeScript(named: parts[1]) else { return nil }
                self = .script(script)
            default: return nil
            }
        default: return nil
        }
    }

    func holds(for scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .category(let categories): categories.contains(GeneralCategories.code(of: scalar))
        case .script(let script): script.contains(scalar.value)
        case .binary(let property): property.holds(for: scalar)
        case .outside(let set): set.contains(scalar.value)
        }
    }
}

import MeshCore

extension JSONValue {
    /// A member's text, or its number as text; nil when it is absent or empty.
    func text(_ names: String...) -> String? {
        for name in names {
            if let text = self[name].flatMap(ValueText.init)?.text { return text }
        }
        return nil
    }

    /// Whether a member says yes: true, 1 or "1".
    func says(_ name: String) -> Bool {
        switch self[name] {
        case .bool(let flag): flag
        case .int(let number): number == 1
        case .string(let text): text == "1" || text == "true"
        case .null, .double, .array, .object, nil: false
        }
    }

    /// An object's members but some.
    func members(without names: Set<String>) -> JSONObject {
        JSONObject((objectValue ?? JSONObject()).filter { !names.contains($0.name) }.map { ($0.name, $0.value) })
    }

    /// Both members as a size in pixels, in the form that a draft keeps.
    func screen(_ width: String, _ height: String) -> String? {
        guard let width = self[width]?.intValue, let height = self[height]?.intValue else { return nil }
        return "\(width)x\(height)"
    }
}

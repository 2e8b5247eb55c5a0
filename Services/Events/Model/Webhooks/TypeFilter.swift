/// Which types of events a webhook wants: their names, where a `*` at the end stands for any rest. An empty one wants all.
struct TypeFilter: Hashable, Sendable {
    let patterns: [String]

    func wants(_ type: String) -> Bool {
        patterns.isEmpty
            || patterns.contains { pattern in
                pattern.hasSuffix("*") ? type.hasPrefix(pattern.dropLast()) : type == pattern
            }
    }
}

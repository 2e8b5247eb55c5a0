/// The variables that a part of an expression can bind, while it is resolved.
final class Scope {
    let parent: Scope?
    private(set) var names: [String] = []
    /// Whether any name that is looked for here and not found becomes a variable of it: so it is at the outermost.
    private let takesAll: Bool

    init(parent: Scope?, names: [String] = []) {
        self.parent = parent
        takesAll = parent == nil
        for name in names { _ = slot(for: name) }
    }

    /// The slot of a name, made when there is none yet.
    func slot(for name: String) -> Int {
        if let slot = names.firstIndex(of: name) { return slot }
        names.append(name)
        return names.count - 1
    }

    /// Where a name may be bound: in which scope outwards, and in which slot.
    func places(of name: String) -> [VariablePlace] {
        var places: [VariablePlace] = []
        var scope: Scope? = self
        var hops = 0
        while let present = scope {
            if present.takesAll {
                places.append(VariablePlace(hops: hops, slot: present.slot(for: name)))
            } else if let slot = present.names.firstIndex(of: name) {
                places.append(VariablePlace(hops: hops, slot: slot))
            }
            scope = present.parent
            hops += 1
        }
        return places
    }
}

package import MeshCore

/// A state machine's definition, read and ready to run.
package struct Definition: Sendable {
    package let comment: String?
    /// How long an execution may take, in seconds.
    package let timeoutSeconds: Int64?
    /// All groups of states; a state names those inside it by their place here.
    let groups: [StateGroup]
    /// The group that an execution starts with.
    let root: Int

    /// Reads a definition.
    ///
    /// - Throws: The first thing that keeps it from running. What else is wrong, and with what codes it is told, is the
    ///   validator's.
    package init(_ json: JSONValue) throws(DefinitionError) {
        var reader = DefinitionReader()
        let language = try reader.language(of: json, at: "")
        root = try reader.group(json, language: language, at: "")
        groups = reader.finishedGroups
        comment = json["Comment"]?.stringValue
        timeoutSeconds = json["TimeoutSeconds"]?.intValue
    }

    /// Reads a definition's text.
    package init(parsing text: String) throws(DefinitionError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text, limits: JSONLimits(depth: 256))
        } catch {
            throw DefinitionError("\(error)", at: "")
        }
        try self.init(json)
    }

    /// The same states, from another group on.
    private init(_ definition: Definition, root: Int) {
        comment = nil
        timeoutSeconds = nil
        groups = definition.groups
        self.root = root
    }

    /// The definition that the executions of a distributed map's items run; nil when no state of that name is one.
    package func itemDefinition(ofState name: String) -> Definition? {
        guard case .map(let fields) = state(named: name)?.kind, case .distributed = fields.mode else { return nil }
        return Definition(self, root: fields.processor)
    }

    /// A state anywhere in the definition: names are unique in all of it.
    func state(named name: String) -> StateDefinition? {
        groups.lazy.compactMap { $0.states[name] }.first
    }
}

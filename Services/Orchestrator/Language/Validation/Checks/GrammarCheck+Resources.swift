import MeshCore

extension GrammarCheck {
    /// What a distributed map can read its items with.
    static let readers = ["s3:getObject", "s3:listObjectsV2"]
    /// What a distributed map can write its results with.
    static let writers = ["s3:putObject"]

    mutating func checkResource(_ value: JSONValue, at place: DefinitionPlace, _ context: GrammarContext) {
        guard let text = value.stringValue else { return expect(false, "[STRING]", at: place) }
        switch ResourceReading(text) {
        case .function: break
        case .activity: checkActivity(at: place, context)
        case .integration(let service, let operation, let pattern):
            guard let known = catalog.integration(service, operation), known.patterns.contains(pattern) else {
                return refuse(resource: text, at: place)
            }
            if context.kind == .express, pattern != .requestResponse {
                let written = pattern == .sync2 ? .sync : pattern
                // The space at the end is AWS's.
                schema(
                    "Express state machine does not support '\(written.suffix)' service integration ", at: place)
            }
            checkParameters(of: known, resource: text, at: place, context)
        case .foreign: refuse(resource: text, at: place)
        case .malformed: schema("Value is not a valid resource ARN", at: place)
        }
    }

    private mutating func refuse(resource: String, at place: DefinitionPlace) {
        schema(
            "The resource provided \(resource) is not recognized. The value is not a valid resource ARN, "
                + "or the resource is not available in this region.",
            at: place)
    }

    private mutating func checkActivity(at place: DefinitionPlace, _ context: GrammarContext) {
        if context.kind == .express { schema("Express state machine does not support Activity ARN", at: place) }
        guard let state = context.state.map({ outline.states[$0] }), state.members["Credentials"] != nil else { return }
        schema("The field 'Credentials' is not supported for activities", at: state.place)
    }

    private mutating func checkParameters(
        of integration: Integration, resource: String, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        guard !integration.required.isEmpty, let state = context.state.map({ outline.states[$0] }) else { return }
        let field = context.language == .jsonPath ? "Parameters" : "Arguments"
        guard let parameters = state.members[field] else {
            return schema("\(field) field is required for resource ARN: \(resource)", at: place)
        }
        guard let members = parameters.objectValue else { return }
        for name in integration.required where members[name] == nil && members[name + ".$"] == nil {
            schema("The field '\(name)' is required but was missing", at: state.place.member(field))
        }
    }

    mutating func checkResource(_ value: JSONValue, among calls: [String], at place: DefinitionPlace) {
        guard let text = value.stringValue else { return expect(false, "[STRING]", at: place) }
        guard case .integration(let service, let operation, .requestResponse) = ResourceReading(text),
            calls.contains("\(service):\(operation)")
        else { return schema("The field 'Resource' does not match any of the allowed values", at: place) }
    }
}

import MeshCore

/// Every schema of the documents at hand, by its place, its identifiers and its anchors.
///
/// It looks for identifiers only where a dialect has schemas: what looks like one inside `enum` or `const` is a value.
struct SchemaIndex {
    private(set) var resources: [SchemaResource] = []
    private(set) var schemas: [SchemaPlace: IndexedSchema] = [:]
    private var documents: [JSONValue] = []
    private var resourcesByURI: [String: Int] = [:]
    private let options: SchemaOptions

    init(_ options: SchemaOptions) {
        self.options = options
    }

    /// Takes in a document.
    ///
    /// - Parameter uri: Where it was found.
    /// - Returns: Its root.
    mutating func add(_ document: JSONValue, at uri: URIReference) throws(SchemaError) -> SchemaPlace {
        let place = SchemaPlace(document: documents.count, pointer: JSONPointer())
        documents.append(document)
        let profile = try profile(of: document, at: uri, else: DialectProfile(options.dialect))
        let resource = resources.count
        resources.append(SchemaResource(uri: uri, root: place, profile: profile))
        resourcesByURI[uri.withoutFragment] = resource
        try scan(document, at: place, in: resource)
        return place
    }

    subscript(_ place: SchemaPlace) -> IndexedSchema? { schemas[place] }

    /// Where errors say a place is.
    func location(_ place: SchemaPlace) -> String {
        guard let schema = schemas[place] else { return "#" + place.pointer.text }
        let resource = resources[schema.resource]
        let tokens = place.pointer.tokens.dropFirst(resource.root.pointer.tokens.count)
        return resource.uri.withoutFragment + "#" + JSONPointer(Array(tokens)).text
    }

    // MARK: - Finding schemas

    private mutating func scan(_ value: JSONValue, at place: SchemaPlace, in outer: Int) throws(SchemaError) {
        schemas[place] = IndexedSchema(value: value, resource: outer)
        guard case .object(let object) = value else { return }
        let resource = try identify(object, at: place, in: outer)
        schemas[place] = IndexedSchema(value: value, resource: resource)
        addAnchors(of: object, at: place, in: resource)
        let shapes = resources[resource].profile.dialect.subschemas
        for (name, value) in object {
            guard let shape = shapes[name] else { continue }
            try scan(value, shape, at: place.appending(name), in: resource)
        }
    }

    private mutating func scan(
        _ value: JSONValue, _ shape: SubschemaShape, at place: SchemaPlace, in resource: Int
    ) throws(SchemaError) {
        switch (shape, value) {
        case (.list, .array(let elements)), (.schemaOrList, .array(let elements)):
            for (position, element) in elements.enumerated() {
                try scan(element, at: place.appending(String(position)), in: resource)
            }
        case (.map, .object(let members)):
            for (name, value) in members { try scan(value, at: place.appending(name), in: resource) }
        case (.schema, .object), (.schema, .bool), (.schemaOrList, .object), (.schemaOrList, .bool):
            try scan(value, at: place, in: resource)
        case (.schema, _), (.list, _), (.schemaOrList, _), (.map, _): break
        }
    }

    /// The resource of a schema: a new one when it has an identifier.
    private mutating func identify(
        _ object: JSONObject, at place: SchemaPlace, in outer: Int
    ) throws(SchemaError) -> Int {
        guard let id = object["$id"]?.stringValue else { return outer }
        let isRoot = resources[outer].root == place
        let inherited = resources[outer].profile
        let base = resources[outer].uri
        let profile =
            isRoot
            ? inherited
            : try profile(of: .object(object), at: URIReference(id).resolved(against: base), else: inherited)
        // Before 2019-09 a reference hid everything beside it.
        if profile.dialect == .draft7, object["$ref"] != nil { return outer }
        let reference = URIReference(id)
        let uri = reference.resolved(against: base)
        var resource = outer
        if !reference.withoutFragment.isEmpty {
            resource = resources.count
            resources.append(SchemaResource(uri: uri, root: place, profile: profile))
            if resourcesByURI[uri.withoutFragment] == nil || isRoot { resourcesByURI[uri.withoutFragment] = resource }
            // What the document was found by leads to the resource that it says it is.
            if isRoot { resourcesByURI[base.withoutFragment] = resource }
        }
        if profile.dialect == .draft7, let fragment = reference.fragment, !fragment.isEmpty {
            resources[resource].anchors[fragment] = place
        }
        return resource
    }

    private mutating func addAnchors(of object: JSONObject, at place: SchemaPlace, in resource: Int) {
        switch resources[resource].profile.dialect {
        case .draft7: break
        case .draft2019:
            if object["$recursiveAnchor"] == true, resources[resource].root == place {
                resources[resource].dynamicAnchors[""] = place
            }
            if let name = object["$anchor"]?.stringValue { resources[resource].anchors[name] = place }
        case .draft2020:
            if let name = object["$anchor"]?.stringValue { resources[resource].anchors[name] = place }
            if let name = object["$dynamicAnchor"]?.stringValue {
                resources[resource].anchors[name] = place
                resources[resource].dynamicAnchors[name] = place
            }
        }
    }

    // MARK: - Dialects

    /// The profile that a schema's `$schema` asks for.
    private mutating func profile(
        of schema: JSONValue, at uri: URIReference, else inherited: DialectProfile
    ) throws(SchemaError) -> DialectProfile {
        guard let text = schema["$schema"]?.stringValue else { return inherited }
        let metaschema = URIReference(text).resolved(against: uri).withoutFragment
        if let dialect = SchemaDialect(metaschema: metaschema) { return DialectProfile(dialect) }
        guard let document = options.documents[metaschema] else {
            throw SchemaError(
                at: uri.withoutFragment + "#/$schema",
                "the metaschema \(metaschema) is not known: name a draft from 7 to 2020-12, or give it as a document")
        }
        return try profile(declaredBy: document, metaschema)
    }

    private func profile(
        declaredBy metaschema: JSONValue, _ uri: String
    ) throws(SchemaError) -> DialectProfile {
        let own = URIReference(metaschema["$schema"]?.stringValue ?? options.dialect.metaschema).withoutFragment
        guard let dialect = SchemaDialect(metaschema: own) else {
            throw SchemaError(at: uri + "#/$schema", "a metaschema must be in a draft from 7 to 2020-12, not in \(own)")
        }
        guard let declared = metaschema["$vocabulary"]?.objectValue else { return DialectProfile(dialect) }
        var vocabularies: Set<Vocabulary> = []
        for (name, isRequired) in declared {
            if let known = dialect.vocabularies(named: name) {
                vocabularies.formUnion(known)
            } else if isRequired == true {
                throw SchemaError(
                    at: uri + "#/$vocabulary", "the vocabulary \(name) is required but not known here: make it optional"
                )
            }
        }
        return DialectProfile(dialect, vocabularies: vocabularies)
    }

    // MARK: - Following references

    /// Where a reference leads.
    ///
    /// - Parameters:
    ///   - reference: As the schema has it.
    ///   - place: The schema that has it.
    mutating func target(of reference: String, from place: SchemaPlace) throws(SchemaError) -> SchemaPlace {
        guard let schema = schemas[place] else { preconditionFailure("references come from indexed schemas") }
        let uri = URIReference(reference).resolved(against: resources[schema.resource].uri)
        guard let resource = try resource(at: uri) else {
            throw SchemaError(
                at: location(place),
                "the reference \(reference) leads to \(uri.withoutFragment), which is not among the documents")
        }
        let fragment = uri.fragment.flatMap { PercentEncoding.decode($0[...], plus: .isPlus) } ?? ""
        if fragment.isEmpty { return resources[resource].root }
        var found = resources[resource].anchors[fragment]
        if fragment.utf8.first == UInt8(ascii: "/"), let pointer = JSONPointer(fragment) {
            found = try self.place(of: pointer, in: resource)
        }
        guard let found else {
            throw SchemaError(
                at: location(place), "the reference \(reference) leads to no schema: \(fragment) is not there")
        }
        return found
    }

    private mutating func resource(at uri: URIReference) throws(SchemaError) -> Int? {
        let name = uri.withoutFragment
        if let known = resourcesByURI[name] { return known }
        guard let document = options.documents[name] ?? Metaschemas.documents[name] else { return nil }
        var found = uri
        found.fragment = nil
        _ = try add(document, at: found)
        return resourcesByURI[name]
    }

    /// The place of a pointer that counts from a resource's root; schemas in unknown keywords are found by it too.
    private mutating func place(of pointer: JSONPointer, in resource: Int) throws(SchemaError) -> SchemaPlace? {
        var place = resources[resource].root
        var value = JSONValue.null
        var nearest = resource
        if let root = schemas[place] { value = root.value }
        for token in pointer.tokens {
            guard let next = JSONPointer.step(token, from: value) else { return nil }
            value = next
            place = place.appending(token)
            if let known = schemas[place] { nearest = known.resource }
        }
        if schemas[place] == nil { try scan(value, at: place, in: nearest) }
        return place
    }
}

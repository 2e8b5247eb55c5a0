import JSONata
import MeshCore

/// Reads the fields of one state.
struct FieldReader {
    let json: JSONValue
    let language: QueryLanguage
    let location: String

    /// The same for an object inside the state.
    func inside(_ json: JSONValue, at path: String) -> FieldReader {
        FieldReader(json: json, language: language, location: "\(location)/\(path)")
    }

    /// Reads a field that is a value to be filled in.
    func template(_ name: String) throws(DefinitionError) -> ValueTemplate? {
        guard let value = json[name] else { return nil }
        switch language {
        case .jsonPath: return .paths(try payloadTemplate(value, name))
        case .jsonata: return .jsonata(try jsonata(value, name))
        }
    }

    func payloadTemplate(_ value: JSONValue, _ name: String) throws(DefinitionError) -> PayloadTemplate {
        do {
            return try PayloadTemplate(value)
        } catch {
            throw DefinitionError("\(error)", at: "\(location)/\(name)")
        }
    }

    func jsonata(_ value: JSONValue, _ name: String) throws(DefinitionError) -> JSONataTemplate {
        do {
            return try JSONataTemplate(value)
        } catch {
            throw DefinitionError("\(error.message)", at: "\(location)/\(name)")
        }
    }

    /// Reads a field of JSONata mode alone.
    func jsonataField(_ name: String) throws(DefinitionError) -> JSONataTemplate? {
        guard language == .jsonata, let value = json[name] else { return nil }
        return try jsonata(value, name)
    }

    func path(_ name: String) throws(DefinitionError) -> StatePath? {
        guard let text = json[name]?.stringValue else { return nil }
        do {
            return try StatePath(text)
        } catch {
            throw DefinitionError("\(error)", at: "\(location)/\(name)")
        }
    }

    /// Reads a number, its …Path form, or its JSONata form.
    func number(_ name: String) throws(DefinitionError) -> NumberField? {
        if language == .jsonPath, let path = try path(name + "Path") { return .path(path) }
        guard let value = json[name] else { return nil }
        if language == .jsonata, value.stringValue != nil { return .jsonata(try jsonata(value, name)) }
        guard value.doubleValue != nil else { throw DefinitionError("It is no number", at: "\(location)/\(name)") }
        return .fixed(value)
    }

    /// Reads a text, its …Path form, or its JSONata form.
    func text(_ name: String) throws(DefinitionError) -> TextField? {
        if language == .jsonPath, let text = json[name + "Path"]?.stringValue {
            do {
                return .path(try PathExpression(text))
            } catch {
                throw DefinitionError("\(error)", at: "\(location)/\(name)Path")
            }
        }
        guard let value = json[name] else { return nil }
        guard let text = value.stringValue else { throw DefinitionError("It is no text", at: "\(location)/\(name)") }
        guard language == .jsonata, JSONataTemplate.expression(in: text) != nil else { return .fixed(text) }
        return .jsonata(try jsonata(value, name))
    }

    func resource(_ json: JSONValue?) throws(DefinitionError) -> TaskResource {
        guard let resource = json?.stringValue.flatMap(TaskResource.init(arn:)) else {
            throw DefinitionError("The resource is nothing that a task can call", at: location + "/Resource")
        }
        return resource
    }
}

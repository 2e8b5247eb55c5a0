package import MeshCore

/// What `ItemsPath`, `SecondsPath` and `TimestampPath` name, with the words for each where it is not what it should be.
extension StatePath {
    /// The elements of the array that `ItemsPath` names.
    ///
    /// - Throws: ``TemplateFailure`` where there is nothing (`States.ReferencePathConflict`) or no array.
    package func items(in scope: PathScope) throws(TemplateFailure) -> [JSONValue] {
        let value: JSONValue
        do {
            value = try read(in: scope)
        } catch {
            throw .conflict("Unable to apply step \"\(lastName)\" to input \(StatesText.json(scope.input))")
        }
        guard case .array(let elements) = value else {
            throw TemplateFailure("Reference path \"\(text)\" must point to array.")
        }
        return elements
    }

    /// The whole number that a field such as `SecondsPath` names; one in a string is read as well.
    ///
    /// - Throws: ``TemplateFailure`` that names the field.
    package func wholeNumber(of field: String, in scope: PathScope) throws(TemplateFailure) -> Int64 {
        let value = try named(by: field, in: scope)
        guard let number = value.stringValue.map({ Int64($0) }) ?? value.intValue else {
            throw TemplateFailure(
                "The \(field) parameter cannot be parsed as a long value: \(text) == \(StatesText.json(value))")
        }
        return number
    }

    /// The moment that a field such as `TimestampPath` names.
    ///
    /// - Throws: ``TemplateFailure`` that names the field.
    package func timestamp(of field: String, in scope: PathScope) throws(TemplateFailure) -> Timestamp {
        let value = try named(by: field, in: scope)
        guard let moment = value.stringValue.flatMap(OffsetDateTime.init) else {
            throw TemplateFailure(
                "The \(field) parameter does not reference a valid ISO-8601 extended offset date-time format string: "
                    + "\(text) == \(StatesText.java(value))")
        }
        return moment.timestamp
    }

    private func named(by field: String, in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        do {
            return try read(in: scope)
        } catch {
            throw TemplateFailure("The \(field) parameter does not reference an input value: \(text)")
        }
    }

    private var lastName: String {
        switch path.steps.last {
        case .members(let names)?: names.joined(separator: ",")
        case let step?: step.text
        case nil: text
        }
    }
}

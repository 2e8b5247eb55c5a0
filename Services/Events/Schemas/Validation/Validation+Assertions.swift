import MeshCore

/// Keywords that look at a value by itself.
extension Validation {
    mutating func check(_ keyword: SchemaKeyword, of node: SchemaNode, _ value: JSONValue) -> Bool {
        switch keyword {
        case .type(let types):
            let type = TypeSet.of(value)
            return types.contains(type) || fail("type", of: node, "must be \(types.words), not \(type.words)")
        case .enumeration(let constants):
            return constants.contains(value)
                || fail("enum", of: node, "must be one of \(Self.words(.array(constants.values)))")
        case .constant(let constant):
            return ComparedValue.areEqual(constant, value)
                || fail("const", of: node, "must be \(Self.words(constant))")
        default: preconditionFailure("only keywords for any value come here")
        }
    }

    mutating func check(_ keyword: SchemaKeyword, of node: SchemaNode, number value: JSONValue) -> Bool {
        switch keyword {
        case .multipleOf(let divisor, let written):
            return Self.isMultiple(value, of: divisor, written)
                || fail("multipleOf", of: node, "must be a multiple of \(written)")
        case .minimum(let bound):
            return !NumberOrder.isLess(value, bound) || fail("minimum", of: node, "must be at least \(bound)")
        case .exclusiveMinimum(let bound):
            return NumberOrder.isLess(bound, value)
                || fail("exclusiveMinimum", of: node, "must be greater than \(bound)")
        case .maximum(let bound):
            return !NumberOrder.isLess(bound, value) || fail("maximum", of: node, "must be at most \(bound)")
        case .exclusiveMaximum(let bound):
            return NumberOrder.isLess(value, bound) || fail("exclusiveMaximum", of: node, "must be less than \(bound)")
        default: preconditionFailure("only keywords for numbers come here")
        }
    }

    mutating func check(
        _ keyword: SchemaKeyword, of node: SchemaNode, _ text: String
    ) throws(SchemaLimitError) -> Bool {
        switch keyword {
        case .minLength(let count):
            // A character takes one to four bytes, so most texts need not be counted.
            let isLong =
                text.utf8.count >= count && (text.utf8.count / 4 >= count || text.unicodeScalars.count >= count)
            return isLong
                || fail(
                    "minLength", of: node,
                    "must have at least \(count) characters; it has \(text.unicodeScalars.count)")
        case .maxLength(let count):
            return text.utf8.count <= count || text.unicodeScalars.count <= count
                || fail(
                    "maxLength", of: node, "must have at most \(count) characters; it has \(text.unicodeScalars.count)")
        case .pattern(let pattern):
            return try pattern.matches(text, stepsLeft: &stepsLeft)
                || fail("pattern", of: node, "must match the regular expression \(pattern.source)")
        case .format(let format):
            try spend(text.utf8.count / 16)
            return format.accepts(text) || fail("format", of: node, "must be \(format.words)")
        default: preconditionFailure("only keywords for texts come here")
        }
    }

    private static func isMultiple(_ value: JSONValue, of divisor: DecimalNumber, _ written: JSONValue) -> Bool {
        if case .int(let number) = value, case .int(let divisor) = written { return number.isMultiple(of: divisor) }
        return DecimalNumber(value).map { $0.isMultiple(of: divisor) } ?? true
    }

    /// A value for people: a long one is cut.
    private static func words(_ value: JSONValue) -> String {
        let text = value.description
        return text.unicodeScalars.count <= 200 ? text : String(text.prefix(199)) + "…"
    }
}

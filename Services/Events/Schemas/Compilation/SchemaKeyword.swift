import MeshCore

/// One thing that a schema asks of a value; schemas inside it are numbers of nodes of the ``SchemaProgram``.
enum SchemaKeyword: Sendable {
    // In place, on the same value.
    case reference(keyword: String, Int)
    case dynamicReference(keyword: String, anchor: String, fallback: Int)
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int)
    case condition(if: Int, then: Int?, else: Int?)
    case dependentSchemas(keyword: String, [(name: String, node: Int)])
    // Of objects.
    case members(MemberRules)
    case propertyNames(Int)
    case required([String])
    case dependentRequired(keyword: String, [(name: String, needs: [String])])
    case minProperties(Int)
    case maxProperties(Int)
    case unevaluatedProperties(Int)
    // Of arrays.
    case items(ItemRules)
    case contains(ContainsRule)
    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    case unevaluatedItems(Int)
    // Of numbers.
    case multipleOf(DecimalNumber, written: JSONValue)
    case minimum(JSONValue)
    case exclusiveMinimum(JSONValue)
    case maximum(JSONValue)
    case exclusiveMaximum(JSONValue)
    // Of texts.
    case minLength(Int)
    case maxLength(Int)
    case pattern(ECMAPattern)
    case format(SchemaFormat)
    // Of any value.
    case type(TypeSet)
    case enumeration(ConstantSet)
    case constant(JSONValue)
}

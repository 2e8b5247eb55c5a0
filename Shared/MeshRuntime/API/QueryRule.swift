/// What an operation does with query parameters that it does not declare.
package enum QueryRule: Sendable {
    /// They are refused, so that nobody takes a misspelt one for heard.
    case declared
    /// They are let through: the handler reads the query of the request itself, as a foreign protocol has it.
    case any
}

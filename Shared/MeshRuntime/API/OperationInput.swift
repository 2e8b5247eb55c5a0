package import HTTPTypes
package import MeshCore
package import MeshStore

/// What a handler is given: parameters and body after validation, and the preconditions of the request.
package struct OperationInput<Body: Sendable>: Sendable {
    package let body: Body
    /// The JSON body before it was decoded, for those who must tell an absent member from `null`.
    package let document: JSONValue?
    package let head: HTTPRequest
    /// `If-Match` and `If-None-Match` of the request, under the rule of the operation.
    package let conditions: ConditionalRequest
    let values: [String: ParameterValue]
    /// The claim of the request's idempotency key, to be finished in the transaction of the change; when the handler
    /// leaves it alone, it is finished after the handler. Nil without a key.
    package internal(set) var claim: IdempotencyClaim?

    /// The number of a declared integer parameter; nil when it is absent and has no default.
    package func integer(_ name: String) -> Int? {
        if case .integer(let value)? = values[name] { value } else { nil }
    }

    /// The text of a declared string, choice or id parameter; nil when it is absent and has no default.
    package func string(_ name: String) -> String? {
        if case .string(let value)? = values[name] { value } else { nil }
    }

    /// The value of a declared boolean parameter; nil when it is absent and has no default.
    package func boolean(_ name: String) -> Bool? {
        if case .boolean(let value)? = values[name] { value } else { nil }
    }

    /// The time of a declared timestamp parameter; nil when it is absent.
    package func timestamp(_ name: String) -> Timestamp? {
        if case .timestamp(let value)? = values[name] { value } else { nil }
    }

    /// The words of a declared list parameter; empty when it is absent.
    package func strings(_ name: String) -> [String] {
        guard case .list(let items)? = values[name] else { return [] }
        return items.compactMap { if case .string(let value) = $0 { value } else { nil } }
    }

    /// The typed id of a declared id parameter.
    ///
    /// - Throws: A 404 problem when the text is no id of this type: nothing can be there.
    package func id<Entity: Identified>(_ name: String, as type: ID<Entity>.Type = ID<Entity>.self) throws -> ID<Entity>
    {
        guard let text = string(name), let id = ID<Entity>(text) else {
            throw Problem.notFound("There is nothing of this id.")
        }
        return id
    }
}

/// One operation of an API: everything that validation, the router and the OpenAPI document need to know of it.
package struct Operation<Body: Sendable>: Sendable {
    package let id: String
    package let summary: String
    package let tag: String
    package let access: Access
    package let parameters: [Parameter]
    package let request: RequestContent<Body>
    package let responses: [ResponseDeclaration]
    package let problems: [Int]
    package let conditional: ConditionalRule
    package let idempotency: IdempotencyRule
    package let query: QueryRule

    /// Declares an operation with a body.
    ///
    /// - Parameters:
    ///   - id: A name in lowerCamelCase, unique in the mesh (`createProduct`).
    ///   - summary: One line for people.
    ///   - tag: The group in which documentation lists it.
    ///   - access: Who may call it.
    ///   - parameters: What is taken from path, query and headers. Every name in braces of the path must be declared.
    ///   - request: What is taken as the body.
    ///   - responses: The answers of success.
    ///   - problems: Statuses of the problems that its handler raises beyond those that follow from the rest.
    ///   - conditional: What it does with preconditions.
    ///   - idempotency: What it does with `Idempotency-Key`.
    ///   - query: What it does with query parameters that it does not declare.
    package init(
        id: String, summary: String, tag: String, access: Access, parameters: [Parameter] = [],
        request: RequestContent<Body>,
        responses: [ResponseDeclaration], problems: [Int] = [], conditional: ConditionalRule = .none,
        idempotency: IdempotencyRule = .none, query: QueryRule = .declared
    ) {
        self.id = id
        self.summary = summary
        self.tag = tag
        self.access = access
        self.parameters = parameters
        self.request = request
        self.responses = responses
        self.problems = problems
        self.conditional = conditional
        self.idempotency = idempotency
        self.query = query
    }
}

extension Operation where Body == NoContent {
    /// Declares an operation without a body; the parameters are those of the other initializer.
    package init(
        id: String, summary: String, tag: String, access: Access, parameters: [Parameter] = [],
        responses: [ResponseDeclaration], problems: [Int] = [], conditional: ConditionalRule = .none,
        idempotency: IdempotencyRule = .none, query: QueryRule = .declared
    ) {
        self.init(
            id: id, summary: summary, tag: tag, access: access, parameters: parameters, request: .none,
            responses: responses,
            problems: problems, conditional: conditional, idempotency: idempotency, query: query)
    }
}

import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// A request of the Lambda API.
struct LambdaInput: Sendable {
    let call: AWSCall
    let trace: TraceContext
    /// The id of the request's invocation: the same for the same key of the caller's. The trace's would not do, since many
    /// calls may belong to one trace.
    let invocationID: String

    init(call: AWSCall, trace: TraceContext) {
        self.call = call
        self.trace = trace
        invocationID = call.head.headerFields[.lambdaKey].map(InvocationID.of) ?? InvocationID.make()
    }

    var head: HTTPRequest { call.head }
    var body: ByteBuffer { call.body }

    /// Whether the caller may send the request again, and wants it to be carried out once.
    var isRepeatable: Bool { head.headerFields[.lambdaKey] != nil }

    func path(_ name: String) -> String { call.path(name) }
    func query(_ name: String) -> String? { call.query(name) }
    func queries(_ name: String) -> [String] { call.queries(name) }

    /// The function in the path, with the qualifier of the query.
    ///
    /// - Throws: ``FunctionsError``.
    func function() throws(FunctionsError) -> FunctionReference {
        try FunctionReference(path("FunctionName"), qualifier: query("Qualifier"))
    }

    /// The document in the body.
    ///
    /// - Throws: ``FunctionsError/serialization(_:)``.
    func document() throws(FunctionsError) -> LambdaDocument {
        if body.readableBytes == 0 { return try LambdaDocument([:]) }
        let value: JSONValue
        do {
            let limits = JSONLimits(byteCount: LambdaRoutes.documentLimit)
            value = try JSONValue(parsing: body.readableBytesView, limits: limits)
        } catch {
            throw .serialization("Could not parse request body into json: \(error)")
        }
        return try LambdaDocument(value)
    }

    /// How many a page may have.
    ///
    /// - Throws: ``FunctionsError/validation(_:)``.
    func pageLimit(_ most: Int = 50) throws(FunctionsError) -> Int {
        guard let text = query("MaxItems") else { return most }
        guard let number = Int(text), (1...10_000).contains(number) else {
            throw LambdaDocument.broken("MaxItems", text, "Member must have value between 1 and 10000")
        }
        return min(number, most)
    }
}

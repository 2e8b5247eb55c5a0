import Foundation
import MeshCore
import Testing

struct ProblemTests {
    @Test("A problem's JSON has the members of RFC 9457 and no empty ones")
    func json() throws {
        var problem = Problem.notFound("There is no such product.")
        #expect(
            problem.json.description
                == #"{"type":"urn:orrery:problem:not_found","title":"Not found","status":404,"detail":"There is no such product.","code":"not_found"}"#
        )
        problem.traceId = "4bf92f3577b34da6a3ce929d0e0e4736"
        problem.instance = "/v1/products/1"
        problem.errors = [FieldError(field: "price.amount", code: "too_small", message: "must be at least 0")]
        let data = try JSONEncoder().encode(problem)
        #expect(try JSONValue(parsing: data) == problem.json)
        #expect(try JSONDecoder().decode(Problem.self, from: data) == problem)
        #expect(Problem.schema.validate(problem.json).isEmpty)
    }

    @Test("A problem of another server is read with what it has")
    func foreign() throws {
        let problem = try JSONDecoder().decode(Problem.self, from: Data(#"{"status":418,"extra":1}"#.utf8))
        #expect(problem.status == 418)
        #expect(problem.type == "about:blank")
        #expect(problem.errors.isEmpty)
    }

    @Test("A problem of validation counts its fields")
    func validation() {
        let error = FieldError(field: "sku", code: "required", message: "is required")
        #expect(Problem.validation([error]).detail == "One field is not valid.")
        #expect(Problem.validation([error, error]).detail == "2 fields are not valid.")
        #expect(Problem.validation([error]).status == 400)
        #expect(Problem.validation([error]).code == "invalid_request")
    }

    @Test("Each kind has its status, and a code of its own")
    func kinds() {
        let kinds: [(Problem, Int)] = [
            (.badRequest(), 400), (.unauthorized(), 401), (.forbidden(), 403), (.notFound(), 404),
            (.methodNotAllowed(), 405),
            (.notAcceptable(), 406), (.requestTimeout(), 408), (.conflict(), 409), (.preconditionFailed(), 412),
            (.contentTooLarge(), 413), (.unsupportedMediaType(), 415), (.unprocessable(), 422),
            (.preconditionRequired(), 428),
            (.tooManyRequests(), 429), (.headersTooLarge(), 431), (.internalError(), 500), (.badGateway(), 502),
            (.unavailable(), 503),
            (.gatewayTimeout(), 504), (.insufficientStorage(), 507),
        ]
        for (problem, status) in kinds {
            #expect(problem.status == status)
            #expect(problem.type == "urn:orrery:problem:\(problem.code)")
        }
        #expect(Set(kinds.map(\.0.code)).count == kinds.count)
    }
}

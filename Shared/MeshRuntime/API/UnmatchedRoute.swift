import HTTPTypes
import Hummingbird
import MeshCore

/// Answers what no route takes: 405 with `Allow` when the path is known under other methods (RFC 9110, section 15.5.6),
/// else 404; under AWS's path, where there are operations of AWS's, with AWS's errors.
///
/// It is the router's last middleware, so it wraps the answer to unmatched requests alone and never calls on.
struct UnmatchedRoute: RouterMiddleware {
    /// The segments of one path (nil: any value), and its methods.
    private struct Path: Sendable {
        let segments: [String?]
        var methods: [String]

        func matches(_ path: [Substring]) -> Bool {
            segments.count == path.count
                && zip(segments, path).allSatisfy { $0 == nil || $0.map { Substring($0) } == $1 }
        }
    }

    /// Literal paths before those with placeholders, as the router prefers them.
    private let paths: [Path]
    private let servesAWS: Bool

    init(routes: [any Route]) {
        var paths: [Path] = []
        // A WebSocket is opened by an upgrade, which a list of methods does not tell.
        for route in routes where route.method != .connect {
            let segments = route.template.split(separator: "/").map { $0.first == "{" ? nil : String($0) }
            let methods = route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]
            if let index = paths.firstIndex(where: { $0.segments == segments }) {
                paths[index].methods += methods
            } else {
                paths.append(Path(segments: segments, methods: methods))
            }
        }
        servesAWS = routes.contains { $0 is AWSJSONRoute || $0 is AWSRestRoute }
        self.paths = paths.sorted { left, right in
            left.segments.count { $0 == nil } < right.segments.count { $0 == nil }
        }
    }

    func handle(
        _ request: Request, context: MeshRequestContext,
        next: @concurrent (Request, MeshRequestContext) async throws -> Response
    ) async throws -> Response {
        if servesAWS, let answer = AWSUnmatchedRequest.answer(to: request, in: context) { return answer }
        let segments = request.uri.path.split(separator: "/")
        guard let path = paths.first(where: { $0.matches(segments) }) else {
            return ProblemResponse.make(.notFound("Nothing is served at this path."), for: request, in: context)
        }
        let allowed = path.methods.sorted().joined(separator: ", ")
        return ProblemResponse.make(
            .methodNotAllowed("This path answers \(allowed)."),
            headers: [.allow: allowed], for: request, in: context)
    }
}

import Hummingbird

/// Answers what no operation of AWS's takes: clients of AWS read nothing but AWS's errors.
enum AWSUnmatchedRequest {
    /// How many characters of a path are told back.
    private static let told = 128

    /// The answer; nil for a path that is none of AWS's.
    static func answer(to request: Request, in context: MeshRequestContext) -> Response? {
        let path = request.uri.path
        let root = AWSJSONService.path
        guard path == root || path.hasPrefix("\(root)/") else { return nil }
        // Who posts to the root, or names a target, speaks the JSON protocol; all else is REST.
        let isJSON = path.dropFirst(root.count).allSatisfy { $0 == "/" } || request.headers[.amazonTarget] != nil
        let error = AWSError.unknownOperation(
            "\(request.method) \(path.dropFirst(root.count).prefix(told)) is no operation that is served here.")
        return AWSAnswer(form: isJSON ? .json : .rest).failure(error, in: context)
    }
}

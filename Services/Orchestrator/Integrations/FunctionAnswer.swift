import MeshCore

/// The answer of the functions service to an invocation.
struct FunctionAnswer: Sendable {
    let status: Int
    let payload: String
    /// `Handled` or `Unhandled` when the function failed.
    let functionError: String?
    let version: String?
    let requestID: String?

    /// The answer as the optimised integration hands it on.
    ///
    /// - Throws: `JSONParseError` when the payload is no JSON.
    var result: JSONValue {
        get throws {
            let length = String(payload.utf8.count)
            var headers: JSONObject = ["Content-Length": .string(length), "Content-Type": "application/json"]
            headers["x-amzn-RequestId"] = requestID.map(JSONValue.string)
            headers["X-Amz-Executed-Version"] = version.map(JSONValue.string)
            let all = JSONObject(headers.map { ($0.name, JSONValue.array([$0.value])) })
            var metadata: JSONObject = [
                "AllHttpHeaders": .object(all), "HttpHeaders": .object(headers),
                "HttpStatusCode": .int(Int64(status)),
            ]
            var response: JSONObject = [:]
            response["RequestId"] = requestID.map(JSONValue.string)
            metadata["AllHttpHeaders"] = .object(all)
            return [
                "ExecutedVersion": .string(version ?? "$LATEST"),
                "Payload": payload.isEmpty ? .null : try JSONValue(parsing: payload),
                "SdkHttpMetadata": .object(metadata), "SdkResponseMetadata": .object(response),
                "StatusCode": .int(Int64(status)),
            ]
        }
    }
}

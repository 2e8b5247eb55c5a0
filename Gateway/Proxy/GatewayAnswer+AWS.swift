import MeshCore
import MeshRuntime
import MeshTransport

extension GatewayAnswer {
    /// A problem in the form that clients of AWS read, for requests to what they reach: both of their protocols find the exception, one
    /// in the body and one in a field.
    struct AWSForm {
        let body: JSONValue
        let exception: String
        let requestID: String?

        /// - Parameter path: Of the request; without one there is nothing of AWS's to see.
        /// - Returns: nil when AWS's clients did not ask.
        init?(_ problem: Problem, path: String?) {
            guard let path, path == AWSJSONService.path || path.hasPrefix("\(AWSJSONService.path)/") else { return nil }
            let error = AWSError(problem)
            exception = error.type
            requestID = problem.traceId
            let words = JSONValue.string(error.message)
            body = ["__type": .string(error.type), "message": words, "Message": words]
        }

        func append(to head: inout HeaderBlock) {
            head.append("content-type", "application/json")
            head.append("x-amzn-errortype", exception)
            if let requestID { head.append("x-amzn-requestid", requestID) }
        }
    }
}

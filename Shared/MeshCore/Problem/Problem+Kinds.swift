extension Problem {
    /// 400: the request cannot be understood.
    package static func badRequest(_ detail: String? = nil, code: String = "bad_request") -> Problem {
        Problem(status: 400, code: code, title: "Bad request", detail: detail)
    }

    /// 400: fields of the request break their rules.
    package static func validation(_ errors: [FieldError], detail: String? = nil) -> Problem {
        let words = detail ?? (errors.count == 1 ? "One field is not valid." : "\(errors.count) fields are not valid.")
        return Problem(
            status: 400, code: "invalid_request", title: "The request is not valid", detail: words, errors: errors)
    }

    /// 401: nobody is logged in, or the credentials are not good.
    package static func unauthorized(_ detail: String? = nil, code: String = "unauthorized") -> Problem {
        Problem(status: 401, code: code, title: "Not authenticated", detail: detail)
    }

    /// 403: whoever is logged in may not do this.
    package static func forbidden(_ detail: String? = nil, code: String = "forbidden") -> Problem {
        Problem(status: 403, code: code, title: "Not allowed", detail: detail)
    }

    /// 404: there is nothing of that name.
    package static func notFound(_ detail: String? = nil, code: String = "not_found") -> Problem {
        Problem(status: 404, code: code, title: "Not found", detail: detail)
    }

    /// 405: the path has no such method.
    package static func methodNotAllowed(_ detail: String? = nil) -> Problem {
        Problem(status: 405, code: "method_not_allowed", title: "Method not allowed", detail: detail)
    }

    /// 406: no representation that the client accepts.
    package static func notAcceptable(_ detail: String? = nil) -> Problem {
        Problem(status: 406, code: "not_acceptable", title: "Not acceptable", detail: detail)
    }

    /// 408: the client was too slow to send its request.
    package static func requestTimeout(_ detail: String? = nil) -> Problem {
        Problem(status: 408, code: "request_timeout", title: "The request came too slowly", detail: detail)
    }

    /// 409: the state does not allow it now.
    package static func conflict(_ detail: String? = nil, code: String = "conflict") -> Problem {
        Problem(status: 409, code: code, title: "Conflict", detail: detail)
    }

    /// 412: `If-Match` names another version.
    package static func preconditionFailed(_ detail: String? = nil) -> Problem {
        Problem(status: 412, code: "precondition_failed", title: "The resource has changed", detail: detail)
    }

    /// 413: the body is larger than the route takes.
    package static func contentTooLarge(_ detail: String? = nil) -> Problem {
        Problem(status: 413, code: "content_too_large", title: "The body is too large", detail: detail)
    }

    /// 415: the body is of a type that the route does not take.
    package static func unsupportedMediaType(_ detail: String? = nil) -> Problem {
        Problem(status: 415, code: "unsupported_media_type", title: "Unsupported media type", detail: detail)
    }

    /// 422: the request is understood, its meaning is refused.
    package static func unprocessable(_ detail: String? = nil, code: String = "unprocessable") -> Problem {
        Problem(status: 422, code: code, title: "The request cannot be carried out", detail: detail)
    }

    /// 428: the route wants an `If-Match`.
    package static func preconditionRequired(_ detail: String? = nil) -> Problem {
        Problem(status: 428, code: "precondition_required", title: "A precondition is required", detail: detail)
    }

    /// 429: too many requests from this caller.
    package static func tooManyRequests(_ detail: String? = nil) -> Problem {
        Problem(status: 429, code: "too_many_requests", title: "Too many requests", detail: detail)
    }

    /// 431: the head of the request is larger than the limit.
    package static func headersTooLarge(_ detail: String? = nil) -> Problem {
        Problem(status: 431, code: "headers_too_large", title: "The header fields are too large", detail: detail)
    }

    /// 500: a fault of ours; the cause is in the log only.
    package static func internalError(_ detail: String? = nil) -> Problem {
        Problem(status: 500, code: "internal_error", title: "Internal error", detail: detail)
    }

    /// 502: the service behind gave no proper answer.
    package static func badGateway(_ detail: String? = nil, code: String = "bad_gateway") -> Problem {
        Problem(status: 502, code: code, title: "Bad gateway", detail: detail)
    }

    /// 503: not now; later again.
    package static func unavailable(_ detail: String? = nil, code: String = "unavailable") -> Problem {
        Problem(status: 503, code: code, title: "Service unavailable", detail: detail)
    }

    /// 504: no answer within the time.
    package static func gatewayTimeout(_ detail: String? = nil, code: String = "gateway_timeout") -> Problem {
        Problem(status: 504, code: code, title: "No answer in time", detail: detail)
    }

    /// 507: the store has no space left.
    package static func insufficientStorage(_ detail: String? = nil) -> Problem {
        Problem(status: 507, code: "insufficient_storage", title: "Insufficient storage", detail: detail)
    }
}

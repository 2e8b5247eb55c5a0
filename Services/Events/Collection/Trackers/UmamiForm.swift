import MeshCore

/// Umami's answer: the visit that the event belongs to, in a token that the script sends back.
struct UmamiForm: AnswerForm {
    private let isBatch: Bool
    private let token: String?
    private let receivedAt: Timestamp
    private let salts: VisitorSalts

    init(call: TrackerCall) {
        isBatch = call.endpoint == .umamiBatch
        token = call.request.headers["x-umami-cache"]
        receivedAt = call.request.receivedAt
        salts = call.salts
    }

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        let visit = verdicts.lazy.compactMap(visit).last
        if isBatch {
            let errors = verdicts.enumerated().compactMap { place, verdict -> JSONValue? in
                verdict.rejection.map { ["index": .int(Int64(place)), "response": VerdictList.error($0)] }
            }
            var object: JSONObject = [
                "size": .int(Int64(verdicts.count)), "processed": .int(Int64(verdicts.count - errors.count)),
                "errors": .int(Int64(errors.count)), "details": .array(errors),
            ]
            object.set("cache", visit?.token(salt: salts.current))
            return CollectAnswer(status: 200, json: .object(object))
        }
        if let rejection = verdicts.commonRejection { return refusal(rejection) }
        guard let visit else { return CollectAnswer(status: 200, json: ["beep": "boop"]) }
        return CollectAnswer(
            status: 200,
            json: [
                "cache": .string(visit.token(salt: salts.current)), "sessionId": .string(visit.sessionID),
                "visitId": .string(visit.visitID),
            ])
    }

    /// The visit of an event that was taken; nil for one that was not, and for a bot's.
    private func visit(of verdict: Verdict) -> UmamiVisit? {
        switch verdict {
        case .accepted(let event), .duplicate(let event):
            if event.traffic == .bot { return nil }
            let known = token.flatMap { UmamiVisit(token: $0, salts: salts) }
            return UmamiVisit(of: event, after: known, at: receivedAt)
        case .rejected, .dropped, .unavailable: return nil
        }
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        CollectAnswer(status: rejection.code == .tooLarge ? 413 : 400, json: ["error": VerdictList.error(rejection)])
    }
}

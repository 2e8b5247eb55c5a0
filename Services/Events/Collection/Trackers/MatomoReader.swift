import MeshCore

/// Matomo's tracking API: one request in a query or a form, or many queries in a list.
enum MatomoReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm {
        MatomoForm(isBulk: call.request.body.first == UInt8(ascii: "{"), sendsImage: call.query["send_image"] != "0")
    }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let body = call.request.body
        if body.first == UInt8(ascii: "{") {
            guard let requests = try call.json()["requests"]?.arrayValue else { throw .missing("requests") }
            var batch = TrackerBatch(.matomo, form: form(for: call), in: .member("requests"))
            batch.append(try call.bounded(requests)) { request throws(Rejection) in
                guard let text = request.stringValue else { throw Rejection(.malformed, "a request is a query") }
                return try MatomoRequest(QueryItems(text.hasPrefix("?") ? String(text.dropFirst()) : text)).draft()
            }
            return batch
        }
        let form = String(decoding: body, as: UTF8.self)
        let separator = call.request.query.isEmpty || form.isEmpty ? "" : "&"
        let items = QueryItems(call.request.query + separator + form)
        var batch = TrackerBatch(
            .matomo, form: MatomoForm(isBulk: false, sendsImage: items["send_image"] != "0"))
        batch.append([items]) { items throws(Rejection) in try MatomoRequest(items).draft() }
        return batch
    }
}

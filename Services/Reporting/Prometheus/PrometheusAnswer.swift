import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Answers in the shape of Prometheus' HTTP API.
enum PrometheusAnswer {
    /// `{"status": "success", "data": …}`
    static func success(_ data: JSONValue) -> HTTPReply {
        reply(["status": "success", "data": data], .ok)
    }

    static func failure(_ error: PromQLError) -> HTTPReply {
        let status: HTTPResponse.Status =
            switch error.kind {
            case .badData: .badRequest
            case .execution: .unprocessableContent
            case .unavailable: .serviceUnavailable
            }
        return reply(
            ["status": "error", "errorType": .string(error.kind.rawValue), "error": .string(error.message)], status)
    }

    /// What a query comes to at one moment.
    static func instant(_ value: PromQLValue, at moment: Timestamp) -> JSONValue {
        switch value {
        case .scalar(let numbers):
            ["resultType": "scalar", "result": sample(moment, numbers.first ?? .nan)]
        case .vector(let series):
            [
                "resultType": "vector",
                "result": .array(
                    series.compactMap { one in
                        one.values.first.flatMap(\.self).map {
                            ["metric": labels(one.labels), "value": sample(moment, $0)]
                        }
                    }),
            ]
        }
    }

    /// What a query comes to at several.
    static func range(_ value: PromQLValue, at moments: [Timestamp]) -> JSONValue {
        let series =
            switch value {
            case .scalar(let numbers): [MetricSeries(labels: [:], values: numbers)]
            case .vector(let series): series
            }
        let rows: [JSONValue] = series.compactMap { one in
            let samples = zip(moments, one.values).compactMap { moment, value in value.map { sample(moment, $0) } }
            return samples.isEmpty ? nil : ["metric": labels(one.labels), "values": .array(samples)]
        }
        return ["resultType": "matrix", "result": .array(rows)]
    }

    static func labels(_ labels: [String: String]) -> JSONValue {
        var object = JSONObject()
        for (name, value) in labels.sorted(by: { $0.key < $1.key }) { object[name] = .string(value) }
        return .object(object)
    }

    /// Seconds since 1970, and the value as text: JSON has no words for all numbers.
    private static func sample(_ moment: Timestamp, _ value: Double) -> JSONValue {
        let seconds: JSONValue =
            moment.milliseconds % 1000 == 0
            ? .int(moment.milliseconds / 1000) : .double(Double(moment.milliseconds) / 1000)
        return [seconds, .string(text(value))]
    }

    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }

    private static func reply(_ body: JSONValue, _ status: HTTPResponse.Status) -> HTTPReply {
        var reply = HTTPReply.encodedJSON(ByteBuffer(bytes: body.utf8), status: status)
        reply.headers[.cacheControl] = "no-store"
        return reply
    }
}

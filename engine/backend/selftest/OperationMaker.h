#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "engine/backend/selftest/OneOperation.h"
#include "engine/program/ElementFormulas.h"
#include "engine/program/ProgramBuilder.h"
#include "engine/random/Distributions.h"

namespace glassnet::selftest {

/// Builds one case: tensors with their contents, then the entry.
class OperationMaker {
public:
    OperationMaker(const OperationSize& size, DType dtype, Generator& generator)
        : m_size(size), m_dtype(dtype), m_generator(generator), m_builder(optionsFor(size, dtype)) {}

    [[nodiscard]] const OperationSize& size() const { return m_size; }

    TensorId samples(std::int64_t columns, Filling filling = Filling::Normal) {
        return add(Shape{m_builder.program().options().batchSize, columns}, true, filling, columns);
    }
    TensorId fixed(std::int64_t rows, std::int64_t columns, Filling filling = Filling::Normal) {
        return add(Shape{rows, columns}, false, filling, columns);
    }
    TensorId labels(std::int64_t classes) { return add(Shape{m_builder.program().options().batchSize}, true, Filling::Classes, classes); }
    /// f(z) for the tensor made before.
    TensorId activationOf(TensorId z, const ActivationSpec& spec) {
        const auto a = samples(m_builder.tensor(z).shape[1], Filling::Garbage);
        const auto& from = m_contents[z.value - 1];
        for (std::int64_t i = 0; i < from.elements(); ++i) {
            m_contents[a.value - 1].set(i, activationValue(spec, from.at(i), m_dtype));
        }
        return a;
    }
    void set(TensorId id, double value) { m_contents[id.value - 1].set(0, value); }

    OneOperation make(std::string name, Op op, std::vector<TensorId> inputs, std::vector<TensorId> outputs, const Attributes& attributes,
                      std::vector<OutputCheck> checks, std::int64_t terms = 1) {
        m_builder.addEntry(op, Phase::Forward, LayerId{1}, std::move(inputs), std::move(outputs), attributes);
        name.append(" ").append(std::to_string(m_size.rows)).append("x").append(std::to_string(m_size.in));
        name.append("x").append(std::to_string(m_size.out));
        return {std::move(name),
                std::make_shared<const Program>(m_builder.take()),
                m_size.rows,
                terms,
                std::move(m_contents),
                std::move(checks),
                busyKnobs()};
    }

private:
    static CompileOptions optionsFor(const OperationSize& size, DType dtype) {
        CompileOptions options;
        // An odd batch is a short one: the rest of the buffers must not be touched or counted.
        options.batchSize = size.rows % 2 == 0 ? size.rows : size.rows + 2;
        options.dtype = dtype;
        return options;
    }

    TensorId add(const Shape& shape, bool perSample, Filling filling, std::int64_t columns) {
        const auto dtype = filling == Filling::Classes ? DType::Int64 : m_dtype;
        const auto id = m_builder.addTensor({{}, shape, perSample, dtype, TensorRole::Value, {}, LayerId{1}, {}, {}});
        const Shape used = !perSample ? shape : (filling == Filling::Classes ? Shape{m_size.rows} : Shape{m_size.rows, columns});
        m_contents.push_back(fill(used, filling, columns));
        return id;
    }

    Tensor fill(const Shape& shape, Filling filling, std::int64_t classes) {
        if (filling == Filling::Classes) {
            return randint(m_generator, 0, classes, shape);
        }
        auto values = randn(m_generator, shape, m_dtype);
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            const double x = values.at(i);
            switch (filling) {
                case Filling::Wide:
                    values.set(i, 4.0 * x);
                    break;
                case Filling::Positive:
                    values.set(i, 0.1 + std::abs(x));
                    break;
                case Filling::Probability:
                    values.set(i, 0.5 + 0.45 * std::tanh(x));
                    break;
                case Filling::ZeroOrOne:
                    values.set(i, x > 0.0 ? 1.0 : 0.0);
                    break;
                case Filling::ZeroOrTwo:
                    values.set(i, x > 0.0 ? 2.0 : 0.0);
                    break;
                case Filling::Large:
                    values.set(i, 4.0 + std::abs(x));
                    break;
                case Filling::Garbage:
                    values.set(i, 777.0);
                    break;
                default:
                    break;
            }
        }
        return values;
    }

    OperationSize m_size;
    DType m_dtype;
    Generator& m_generator;
    ProgramBuilder m_builder;
    std::vector<Tensor> m_contents;
};

}  // namespace glassnet::selftest

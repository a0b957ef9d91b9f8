#include "tests/support/TestCase.h"

namespace glassnet::test {

/// Stands in the place of the programs that interpret nvcc's PTX, so that its absence is seen.
class InterpretedKernelsTest : public TestCase {
    Q_OBJECT
private slots:
    void run() { QSKIP("No CUDA toolkit with an nvcc was found, so there is no PTX to interpret."); }
};

GLASSNET_TEST(InterpretedKernelsTest);

}  // namespace glassnet::test

#include "WithoutNvcc.moc"
